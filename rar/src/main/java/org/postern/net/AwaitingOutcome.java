package org.postern.net;

import org.postern.smtp.Step;

/**
 * The client waits for something that others decide, and hears it before anything else. What would end the connection
 * meanwhile ends it afterwards.
 */
abstract class AwaitingOutcome extends Phase {
    private boolean shuttingDown;
    private boolean inputDropped;

    AwaitingOutcome(ConnectionParts parts, Phases phases) {
        super(parts, phases);
    }

    @Override
    boolean takesOctets() {
        return !inputDropped;
    }

    @Override
    void memoryShort() {
        parts().incoming().release();
        inputDropped = true;
    }

    @Override
    void shutDown() {
        shuttingDown = true;
    }

    /** What was to be waited for is there: the reply leaves with those to what was read together (RFC 2920 section 3.2). */
    final void answerAtOnce(Step outcome) {
        phases().talk();
        phases().perform(outcome);
    }

    /** What was waited for has come. */
    final void goOn(Step outcome) {
        phases().talk();
        phases().perform(outcome);
        if (inputDropped && phases().isTalking()) {
            phases().perform(parts().conversation().memoryShort());
        } else if (shuttingDown && phases().isTalking()) {
            phases().perform(parts().conversation().shutDown());
        } else {
            phases().proceed();
        }
    }
}
