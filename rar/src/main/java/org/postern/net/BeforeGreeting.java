package org.postern.net;

/**
 * The client is not greeted yet. Where TLS is implicit it has to complete a handshake first; elsewhere it may have to be
 * silent for a while, to see whether it can wait: programs that send spam often cannot.
 */
final class BeforeGreeting extends Phase {
    BeforeGreeting(ConnectionParts parts, Phases phases) {
        super(parts, phases);
    }

    @Override
    void begin() {
        boolean implicit = parts().settings().listen().implicitTls();
        if (parts().tls().isImpossible(implicit)) {
            refuse(implicit);
        } else if (implicit) {
            phases().handshake(parts().tls().firstEngine());
        } else if (parts().settings().greetsLate()) {
            parts().deadline().forSilence();
            parts().ctx().read();
        } else {
            greet();
        }
    }

    /** The client has not waited: the conversation says what that means. */
    @Override
    void received() {
        phases().talk();
        phases().perform(parts().incoming().giveTo(parts().conversation()));
        phases().flushAndRead();
    }

    /** The client has waited. */
    @Override
    void timedOut() {
        greet();
        phases().flushAndRead();
    }

    /** A client that says nothing needs no greeting. */
    @Override
    void inputEnded() {
        parts().ctx().close();
    }

    private void greet() {
        phases().talk();
        phases().perform(parts().conversation().greet());
    }

    /** A client that waits for a TLS handshake could not read a reply. */
    private void refuse(boolean implicitTls) {
        if (implicitTls) {
            phases().close();
            parts().ctx().close();
        } else {
            phases().perform(parts().conversation().refuseWithoutTls());
        }
    }
}
