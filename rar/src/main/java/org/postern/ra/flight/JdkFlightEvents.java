package org.postern.ra.flight;

import java.time.Duration;
import org.postern.net.ConnectionFacts;

/** Writes events of the JDK's own kind. The only class that makes them, so that all others can be linked without it. */
final class JdkFlightEvents implements FlightEvents {
    @Override
    public void accepted(ConnectionFacts connection) {
        accept(connection, "");
    }

    @Override
    public void refused(ConnectionFacts connection, String limit) {
        accept(connection, limit);
    }

    private static void accept(ConnectionFacts connection, String limit) {
        AcceptEvent event = new AcceptEvent();
        if (event.isEnabled()) {
            event.connection = connection.id();
            event.peer = connection.peerIp();
            event.local = connection.local().toString();
            event.refusedBy = limit;
            event.commit();
        }
    }

    @Override
    public void handshakeCompleted(ConnectionFacts connection, String version, String cipherSuite, Duration took) {
        HandshakeEvent event = new HandshakeEvent();
        if (event.isEnabled()) {
            event.version = version;
            event.cipherSuite = cipherSuite;
            handshake(event, connection, took);
        }
    }

    @Override
    public void handshakeFailed(ConnectionFacts connection, String failure, Duration took) {
        HandshakeEvent event = new HandshakeEvent();
        if (event.isEnabled()) {
            event.failure = failure;
            handshake(event, connection, took);
        }
    }

    private static void handshake(HandshakeEvent event, ConnectionFacts connection, Duration took) {
        event.connection = connection.id();
        event.peer = connection.peerIp();
        event.local = connection.local().toString();
        event.took = took.toNanos();
        event.commit();
    }

    @Override
    public void verdict(String scheme, String local, String verdict, String reason) {
        VerdictEvent event = new VerdictEvent();
        if (event.isEnabled()) {
            event.scheme = scheme;
            event.local = local;
            event.verdict = verdict;
            event.reason = reason;
            event.commit();
        }
    }

    @Override
    public Delivery delivery() {
        DeliveryEvent event = new DeliveryEvent();
        event.begin();
        return (message, bean, outcome, octets, waited) -> {
            event.end();
            if (event.shouldCommit()) {
                event.message = message;
                event.bean = bean;
                event.outcome = outcome;
                event.octets = octets;
                event.waited = waited.toNanos();
                event.commit();
            }
        };
    }
}
