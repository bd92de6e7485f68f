package org.postern.ra.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("org.postern.Handshake")
@Label("TLS Handshake")
@Description("A TLS handshake has succeeded or failed")
@Category("Postern")
@StackTrace(false)
final class HandshakeEvent extends Event {
    @Label("Connection")
    String connection = "";

    @Label("Peer")
    String peer = "";

    @Label("Local Address")
    String local = "";

    @Label("Version")
    String version = "";

    @Label("Cipher Suite")
    String cipherSuite = "";

    @Label("Failure")
    @Description("Why it has failed; empty if it has not")
    String failure = "";

    @Label("Took")
    @Description(
            "From STARTTLS, or the accepted connection, to the end of the handshake; the way to the client and back is"
                    + " in it")
    @Timespan(Timespan.NANOSECONDS)
    long took;
}
