package org.postern.ra.management;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postern.net.ConnectionCounter.Limit;
import org.postern.net.HandshakeFailure;
import org.postern.net.TlsFacts;
import org.postern.ra.log.AnomalyReport;
import org.postern.ra.log.LogText;
import org.postern.ra.log.SpoolFailure;
import org.postern.smtp.ForeignProtocol;
import org.postern.smtp.Reply;
import org.postern.smtp.Step;
import org.postern.smtp.Step.CloseReason;

/**
 * What has happened at one local address since the adapter was started, or at all of them together. Thread-safe. Counting
 * happens on event loops, which must not wait.
 */
public final class AddressCounters {
    /** What is counted, much of it by kind. */
    enum What {
        SESSIONS,
        OCTETS,
        /** Of complete messages. */
        CONTENT,
        /** By code and reason. */
        MESSAGES,
        /** By code and reason. */
        RECIPIENTS,
        /** By code and reason. */
        CREDENTIALS,
        /** By version of TLS. */
        HANDSHAKES,
        HANDSHAKES_BY_SUITE,
        HANDSHAKES_RESUMED,
        /** By cause. */
        HANDSHAKES_FAILED,
        TLS_IMPOSSIBLE,
        TLS_WITHDRAWN,
        /** By kind. */
        SIGHTINGS,
        /** By limit. */
        CONNECTIONS_REFUSED,
        /** By reason. */
        CONNECTIONS_CLOSED,
        /** By name. */
        FOREIGN_PROTOCOLS,
        /** Connections that were there and could not be had. */
        ACCEPTS_FAILED,
        /** By whose business it is. */
        CONTENTS_NOT_STORED,
        /** By code and enhanced code. */
        REFUSALS
    }

    private static final String ONLY = "";

    private final Map<What, Tally> tallies = new EnumMap<>(What.class);
    private final @Nullable AddressCounters whole;

    /** Begins with zero. */
    AddressCounters() {
        this(null);
    }

    /** Begins with zero. What is counted here is counted in the whole as well, which may count other parts. */
    AddressCounters(@Nullable AddressCounters whole) {
        this.whole = whole;
        // All at the beginning, so that the map is never changed.
        Arrays.stream(What.values()).forEach(what -> tallies.put(what, new Tally()));
    }

    void sessionBegun() {
        add(What.SESSIONS, ONLY, 1);
    }

    void received(long octets) {
        add(What.OCTETS, ONLY, octets);
    }

    void contentCompleted(long octets) {
        add(What.CONTENT, ONLY, octets);
    }

    void decided(Step.Subject about, Reply reply) {
        switch (about) {
            case MESSAGE -> add(What.MESSAGES, reply.cause(), 1);
            case RECIPIENT -> add(What.RECIPIENTS, reply.cause(), 1);
            case CREDENTIALS -> add(What.CREDENTIALS, reply.cause(), 1);
            case OTHER -> {}
        }
    }

    void handshakeCompleted(TlsFacts tls) {
        add(What.HANDSHAKES, tls.version(), 1);
        add(What.HANDSHAKES_BY_SUITE, tls.cipherSuite(), 1);
        if (tls.resumed()) {
            add(What.HANDSHAKES_RESUMED, ONLY, 1);
        }
    }

    void handshakeFailed(HandshakeFailure failure) {
        add(What.HANDSHAKES_FAILED, LogText.words(failure), 1);
    }

    void tlsImpossible() {
        add(What.TLS_IMPOSSIBLE, ONLY, 1);
    }

    void tlsWithdrawn() {
        add(What.TLS_WITHDRAWN, ONLY, 1);
    }

    void anomalySeen(AnomalyReport anomaly) {
        add(What.SIGHTINGS, LogText.words(anomaly.id()), 1);
    }

    void connectionRefused(Limit limit) {
        add(What.CONNECTIONS_REFUSED, LogText.words(limit), 1);
    }

    void connectionClosed(CloseReason reason) {
        add(What.CONNECTIONS_CLOSED, LogText.words(reason), 1);
    }

    void foreignProtocol(ForeignProtocol spoken) {
        add(What.FOREIGN_PROTOCOLS, spoken.title(), 1);
    }

    void acceptFailed() {
        add(What.ACCEPTS_FAILED, ONLY, 1);
    }

    void contentNotStored(SpoolFailure failure) {
        add(What.CONTENTS_NOT_STORED, LogText.words(failure), 1);
    }

    void refusedWith(Reply reply) {
        add(What.REFUSALS, reply.codes(), 1);
    }

    /** How often, of whatever kind. */
    long sum(What what) {
        return tally(what).sum("");
    }

    /** How often, of the kinds whose names begin so. */
    long sum(What what, String beginning) {
        return tally(what).sum(beginning);
    }

    /** How often, without the kinds that did not happen. */
    Map<String, Long> byKind(What what) {
        return tally(what).byKind();
    }

    private void add(What what, String kind, long times) {
        tally(what).add(kind, times);
        if (whole != null) {
            whole.add(what, kind, times);
        }
    }

    private Tally tally(What what) {
        return Objects.requireNonNull(tallies.get(what));
    }
}
