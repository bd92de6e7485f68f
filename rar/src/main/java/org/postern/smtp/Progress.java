package org.postern.smtp;

/** Where one conversation stands in the order of the {@link Protocol}. */
final class Progress {
    private State state = State.SILENT;
    private State before = State.SILENT;

    State state() {
        return state;
    }

    /** Whether something can happen now; of a command, whether it may come. */
    boolean permits(Trigger trigger) {
        return Protocol.transition(state, trigger).isPresent();
    }

    /** The only way from one state to another. Fails, and changes nothing, if this cannot happen now. */
    void on(Trigger trigger) {
        Transition transition = Protocol.transition(state, trigger)
                .orElseThrow(() -> new IllegalStateException("No " + trigger.name() + " in state " + state));
        State next = transition.to().orElse(before);
        before = state;
        state = next;
    }
}
