package org.postern.net;

/** The connection has ended, and nothing of it stays. A delivery under way goes on: its content belongs to its handler. */
final class Gone extends Closing {
    Gone(ConnectionParts parts, Phases phases) {
        super(parts, phases);
    }

    @Override
    void begin() {
        parts().deadline().cancel();
        parts().incoming().release();
        parts().outgoing().release();
        parts().buffers().close();
        parts().forgetMessage();
    }
}
