package org.postern.net;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postern.smtp.Step.CloseReason;
import org.postern.tls.TlsOffer;

/** Remembers what an administrator would hear. */
final class RecordingEvents implements ConnectionEvents {
    private final List<String> all = new CopyOnWriteArrayList<>();

    /** In order, each a few words. */
    List<String> all() {
        return all;
    }

    @Override
    public void refused(ConnectionFacts connection, ConnectionCounter.Limit limit) {
        all.add("refused " + limit);
    }

    @Override
    public void implicitTlsImpossible(ConnectionFacts connection, TlsOffer offer) {
        all.add("implicit TLS impossible " + offer.verdict());
    }

    @Override
    public void handshakeFailed(ConnectionFacts connection, Throwable cause) {
        all.add("handshake failed");
    }

    @Override
    public void engineFailed(ConnectionFacts connection, TlsOffer offer, RuntimeException cause) {
        all.add("engine failed");
    }

    @Override
    public void clientHelloInPlaintext(ConnectionFacts connection, boolean offered, boolean askedFor) {
        all.add("client hello, offered " + offered + ", asked for " + askedFor);
    }

    @Override
    public void closed(ConnectionFacts connection, CloseReason reason) {
        all.add("closed " + reason);
    }

    @Override
    public void contentNotStored(ConnectionFacts connection, Throwable cause) {
        all.add("content not stored");
    }

    @Override
    public void failed(ConnectionFacts connection, Throwable cause) {
        all.add("failed " + cause.getMessage());
    }
}
