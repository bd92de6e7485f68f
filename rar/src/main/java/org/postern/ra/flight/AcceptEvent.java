package org.postern.ra.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("org.postern.Accept")
@Label("Connection Accepted")
@Description("A client has connected, and is served or not")
@Category("Postern")
@StackTrace(false)
final class AcceptEvent extends Event {
    @Label("Connection")
    @Description("The id that begins those of its messages and stands in the log")
    String connection = "";

    @Label("Peer")
    String peer = "";

    @Label("Local Address")
    String local = "";

    @Label("Refused By")
    @Description("The limit that keeps it from being served; empty if it is")
    String refusedBy = "";
}
