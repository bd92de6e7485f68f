package org.postern.net;

/**
 * What one connection is doing, and so how it takes what happens meanwhile. What is said here is how most phases take it. A
 * phase may come and go several times.
 */
abstract class Phase {
    private final ConnectionParts parts;
    private final Phases phases;
    private boolean current;

    Phase(ConnectionParts parts, Phases phases) {
        this.parts = parts;
        this.phases = phases;
    }

    final ConnectionParts parts() {
        return parts;
    }

    final Phases phases() {
        return phases;
    }

    /** For {@link Phases} only, when it changes the phase. */
    final void enter() {
        current = true;
        begin();
    }

    /** For {@link Phases} only, when it changes the phase. */
    final void leave() {
        current = false;
    }

    /** Whether the connection is in this phase: what a phase waits for may come when it is over. */
    final boolean isCurrent() {
        return current;
    }

    /** The connection has come to this phase. */
    void begin() {}

    /** Whether octets are kept that come now. */
    boolean takesOctets() {
        return true;
    }

    /** Octets have come, and are among those that are not understood yet. */
    void received() {}

    /** The conversation may be able to go on: the client has read replies, or what was waited for has come. */
    void proceed() {}

    /** What was said has been sent: reads more, if that can be taken. */
    void readOn() {}

    /** The TLS handshake is complete. */
    void secured() {
        throw new IllegalStateException("No TLS handshake is under way");
    }

    /** TLS has failed. */
    void tlsFailed(Throwable cause) {
        parts.tls().fail(cause);
        phases.close();
    }

    /** What has come is more than may be kept, and so is dropped: the conversation cannot go on. */
    void memoryShort() {
        if (parts.buffers().heldAnyhow() > Holding.LITTLE) {
            cutForMemory();
        } else {
            phases.perform(parts.conversation().memoryShort());
        }
    }

    /** A client that does not read could be told nothing, and what is kept for it would stay meanwhile. */
    final void cutForMemory() {
        parts.events().tell(parts.conversation().memoryShort());
        phases.close();
        parts.receipts().lose();
        parts.tls().cut();
    }

    /** The address is going away. */
    void shutDown() {
        phases.perform(parts.conversation().shutDown());
    }

    /** The client was waited for long enough. */
    void timedOut() {
        phases.perform(parts.conversation().timedOut());
    }

    /** The client sends nothing more. */
    void inputEnded() {
        phases.flushAndRead();
    }

    /** Something of ours is broken. */
    void failed() {
        parts.outgoing().add(parts.internalError());
        phases.close();
        parts.farewell().lingering();
    }

    /** The connection is gone. */
    void gone() {}
}
