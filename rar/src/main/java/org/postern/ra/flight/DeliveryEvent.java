package org.postern.ra.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("org.postern.Delivery")
@Label("Message Delivered")
@Description("A message was with its bean, on this thread, from before the transaction to its end")
@Category("Postern")
@StackTrace(false)
final class DeliveryEvent extends Event {
    @Label("Message")
    @Description("The id that stands in the reply and in the log")
    String message = "";

    @Label("Bean")
    String bean = "";

    @Label("Outcome")
    @Description("Code, enhanced code and reason, as the management beans count them")
    String outcome = "";

    @Label("Size")
    @DataAmount(DataAmount.BYTES)
    long octets;

    @Label("Waited")
    @Description("How long the message had waited for the bean")
    @Timespan(Timespan.NANOSECONDS)
    long waited;
}
