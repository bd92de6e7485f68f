package org.postern.ra.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("org.postern.Verdict")
@Label("Verdict on TLS")
@Description("What a local address offers, when it is opened and whenever that changes")
@Category("Postern")
@StackTrace(false)
final class VerdictEvent extends Event {
    @Label("Scheme")
    String scheme = "";

    @Label("Local Address")
    String local = "";

    @Label("Verdict")
    String verdict = "";

    @Label("Reason")
    String reason = "";
}
