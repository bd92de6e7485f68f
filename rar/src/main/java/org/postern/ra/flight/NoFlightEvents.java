package org.postern.ra.flight;

import java.time.Duration;
import org.postern.net.ConnectionFacts;

/** Where there is nothing to write to. */
final class NoFlightEvents implements FlightEvents {
    @Override
    public void accepted(ConnectionFacts connection) {}

    @Override
    public void refused(ConnectionFacts connection, String limit) {}

    @Override
    public void handshakeCompleted(ConnectionFacts connection, String version, String cipherSuite, Duration took) {}

    @Override
    public void handshakeFailed(ConnectionFacts connection, String failure, Duration took) {}

    @Override
    public void verdict(String scheme, String local, String verdict, String reason) {}

    @Override
    public Delivery delivery() {
        return (message, bean, outcome, octets, waited) -> {};
    }
}
