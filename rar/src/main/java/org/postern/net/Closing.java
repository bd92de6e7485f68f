package org.postern.net;

/** The last reply is on its way; whatever the client sends is dropped. */
class Closing extends Phase {
    Closing(ConnectionParts parts, Phases phases) {
        super(parts, phases);
    }

    @Override
    void begin() {
        parts().incoming().release();
        parts().forgetMessage();
        parts().deadline().forEnd();
    }

    @Override
    boolean takesOctets() {
        return false;
    }

    @Override
    void readOn() {
        parts().ctx().read();
    }

    /** The last reply was waiting for the handshake. */
    @Override
    void secured() {}

    /** The connection ends for another reason, which was told. */
    @Override
    void tlsFailed(Throwable cause) {}

    @Override
    void memoryShort() {}

    @Override
    void shutDown() {}

    @Override
    void timedOut() {
        parts().farewell().breakOff();
    }

    @Override
    void inputEnded() {
        parts().farewell().afterInput();
    }

    @Override
    void failed() {
        parts().ctx().close();
    }
}
