package org.postern.ra.flight;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.postern.net.ConnectionFacts;

/**
 * Tells a recorder nothing before the JVM has used it: with the first event of a class the JVM makes a description of that class, which it
 * keeps until a recording goes on to its next part. Where nothing ever records that is for good, and once more after each redeployment.
 */
final class RecorderOnceUsed implements FlightEvents {
    private final BooleanSupplier isUsed;
    private final FlightEvents recorder;
    private final FlightEvents none = new NoFlightEvents();

    /** @param isUsed whether this JVM records, or has done so */
    RecorderOnceUsed(BooleanSupplier isUsed, FlightEvents recorder) {
        this.isUsed = isUsed;
        this.recorder = recorder;
    }

    private FlightEvents inUse() {
        return isUsed.getAsBoolean() ? recorder : none;
    }

    @Override
    public void accepted(ConnectionFacts connection) {
        inUse().accepted(connection);
    }

    @Override
    public void refused(ConnectionFacts connection, String limit) {
        inUse().refused(connection, limit);
    }

    @Override
    public void handshakeCompleted(ConnectionFacts connection, String version, String cipherSuite, Duration took) {
        inUse().handshakeCompleted(connection, version, cipherSuite, took);
    }

    @Override
    public void handshakeFailed(ConnectionFacts connection, String failure, Duration took) {
        inUse().handshakeFailed(connection, failure, took);
    }

    @Override
    public void verdict(String scheme, String local, String verdict, String reason) {
        inUse().verdict(scheme, local, verdict, reason);
    }

    /** One that began before the first recording is not in it. */
    @Override
    public Delivery delivery() {
        return inUse().delivery();
    }
}
