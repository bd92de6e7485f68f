package org.postern.ra.flight;

import java.time.Duration;
import org.postern.net.ConnectionFacts;

/**
 * What the recordings of this JVM are told. It costs a look at a switch where nothing is recorded. Thread-safe, and never blocks.
 */
public interface FlightEvents {
    /** A connection is served. */
    void accepted(ConnectionFacts connection);

    /** A connection is not served. */
    void refused(ConnectionFacts connection, String limit);

    /** A TLS handshake has succeeded. */
    void handshakeCompleted(ConnectionFacts connection, String version, String cipherSuite, Duration took);

    /** A TLS handshake has failed. */
    void handshakeFailed(ConnectionFacts connection, String failure, Duration took);

    /** Something else is offered at a local address than before, or it is looked at for the first time. */
    void verdict(String scheme, String local, String verdict, String reason);

    /** A message is given to its bean, on this thread. */
    Delivery delivery();

    /** A message that is with its bean. For the thread that began it. */
    interface Delivery {
        /** The bean and its transaction have come to an end. */
        void end(String message, String bean, String outcome, long octets, Duration waited);
    }
}
