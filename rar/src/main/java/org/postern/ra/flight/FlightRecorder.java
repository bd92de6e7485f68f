package org.postern.ra.flight;

/** Java Flight Recorder, where the JVM has it. */
public final class FlightRecorder {
    private FlightRecorder() {}

    /** Where events go; where there is no recorder, or the server does not show it to the adapter, nowhere. */
    public static FlightEvents ofThisJvm() {
        try {
            jdk.jfr.FlightRecorder.isInitialized();
            return new RecorderOnceUsed(jdk.jfr.FlightRecorder::isInitialized, new JdkFlightEvents());
        } catch (LinkageError e) { // A JVM without the module jdk.jfr, or a module of WildFly's that does not see it.
            return new NoFlightEvents();
        }
    }
}
