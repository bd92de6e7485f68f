package org.postern.net;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.postern.smtp.ForeignProtocol;
import org.postern.smtp.Reply;
import org.postern.smtp.Security;
import org.postern.smtp.Step;
import org.postern.smtp.Step.CloseReason;
import org.postern.smtp.TlsAnomaly;
import org.postern.tls.TlsOffer;

/** Remembers what an administrator would hear. */
final class RecordingEvents implements ConnectionEvents {
    private final List<String> all = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    private final List<String> refusedMail = new CopyOnWriteArrayList<>();
    private final List<Throwable> handshakeCauses = new CopyOnWriteArrayList<>();
    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong octets = new AtomicLong();
    private final List<Long> contents = new CopyOnWriteArrayList<>();
    private final List<String> decisions = new CopyOnWriteArrayList<>();
    private final List<TlsFacts> handshakes = new CopyOnWriteArrayList<>();

    /** What an administrator would be asked about. */
    List<String> refusedMail() {
        return refusedMail;
    }

    List<String> said() {
        return said;
    }

    /** The codes of replies that were failures. */
    List<String> refusals() {
        return refusals;
    }

    /** In order, each a few words. */
    List<String> all() {
        return all;
    }

    /** How many connections were served. */
    long sessions() {
        return sessions.get();
    }

    /** How much all peers have sent. */
    long octets() {
        return octets.get();
    }

    /** The sizes of complete messages. */
    List<Long> contents() {
        return contents;
    }

    /** What was decided about recipients, credentials and messages, in order. */
    List<String> decisions() {
        return decisions;
    }

    /** What handshakes agreed on. */
    List<TlsFacts> handshakes() {
        return handshakes;
    }

    /** What failed handshakes failed for, in the JDK's words. */
    List<Throwable> handshakeCauses() {
        return handshakeCauses;
    }

    @Override
    public void acceptFailed(ListenAddress listen, Throwable cause) {
        all.add("accept failed " + cause.getMessage());
    }

    @Override
    public void refused(ConnectionFacts connection, ConnectionCounter.Limit limit) {
        all.add("refused " + limit);
    }

    @Override
    public void served(ConnectionFacts connection) {
        sessions.incrementAndGet();
    }

    @Override
    public void received(ConnectionFacts connection, int count) {
        octets.addAndGet(count);
    }

    @Override
    public void completed(ConnectionFacts connection, long count) {
        contents.add(count);
    }

    @Override
    public void decided(ConnectionFacts connection, Step.Subject about, Reply reply) {
        decisions.add(about + " " + reply.cause());
    }

    @Override
    public void proxyHeaderMissing(ConnectionFacts connection, Throwable cause) {
        all.add("PROXY header missing");
    }

    @Override
    public void tlsImpossible(ConnectionFacts connection, TlsOffer offer) {
        all.add("TLS impossible " + offer.verdict());
    }

    @Override
    public void handshakeCompleted(ConnectionFacts connection, TlsFacts tls, Duration took) {
        all.add("handshake completed " + tls.version());
        handshakes.add(tls);
    }

    @Override
    public void handshakeFailed(ConnectionFacts connection, HandshakeFailure failure, Duration took, Throwable cause) {
        all.add("handshake failed " + failure);
        handshakeCauses.add(cause);
    }

    @Override
    public void tlsWithdrawn(ConnectionFacts connection, TlsOffer offer) {
        all.add("TLS withdrawn");
    }

    @Override
    public void engineFailed(ConnectionFacts connection, TlsOffer offer, RuntimeException cause) {
        all.add("engine failed");
    }

    @Override
    public void foreignProtocol(ConnectionFacts connection, ForeignProtocol spoken) {
        all.add("foreign protocol " + spoken.title());
    }

    @Override
    public void anomalySeen(ConnectionFacts connection, TlsAnomaly anomaly) {
        all.add("anomalySeen " + anomaly);
    }

    @Override
    public void mailBegun(ConnectionFacts connection, Security security) {
        all.add("mail begun " + security);
    }

    @Override
    public void closed(ConnectionFacts connection, CloseReason reason, boolean spoken) {
        all.add("closed " + reason + (spoken ? "" : " in silence"));
    }

    @Override
    public void said(ConnectionFacts connection, String line) {
        said.add(line);
    }

    @Override
    public void refusedWith(ConnectionFacts connection, Reply reply) {
        refusals.add(reply.codes());
    }

    @Override
    public void mailRefused(RefusedMail mail) {
        refusedMail.add("<" + mail.sender() + "> -> "
                + mail.recipient().map(one -> "<" + one + ">").orElse("nobody") + ": "
                + mail.reply().toString().strip());
    }

    @Override
    public void envelopeNotKept(ConnectionFacts connection, MemoryBudget envelopes) {
        all.add("envelope not kept");
    }

    @Override
    public void contentNotStored(ConnectionFacts connection, Throwable cause) {
        all.add("content not stored");
    }

    void taskFailed(Throwable cause) {
        all.add("taskFailed " + cause);
    }

    @Override
    public void failed(ConnectionFacts connection, Throwable cause) {
        all.add("failed " + cause.getMessage());
    }
}
