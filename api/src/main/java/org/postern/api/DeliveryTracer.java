package org.postern.api;

/**
 * Told of each call of a bean with a message, for an application that makes spans of its calls, with the tracing that it has itself.
 * The adapter brings none: what is global in a tracing library is the application's to set up, and to ask for first.
 *
 * <p>An application names its implementations, classes with a public constructor without parameters, in a file
 * {@code META-INF/services/org.postern.api.DeliveryTracer} that its beans see. One of each is made for each bean whenever the adapter
 * begins to serve it: when it is deployed, even if it is refused then, and again when the adapter is started anew. It is not told of an
 * end, so it starts nothing of its own when it is made. One that cannot be made is a reason to refuse the bean. Several threads use it at a
 * time, each for calls of its own.
 *
 * <p>What it throws is logged, and changes nothing for the message. The time that it takes is the sender's: it is to hand over what it
 * knows, and not to wait for others.
 */
public interface DeliveryTracer {
    /**
     * A bean is about to be called with a message; where a {@code deliveryLog} has to be tried again, once more. On the thread of the call,
     * before its transaction begins; the class loader of the thread is that of this class, and names of the bean ({@code java:comp}) cannot
     * be looked up.
     *
     * @param message what the bean gets; valid until {@link Trace#end} returns
     * @param bean the name of the bean's class
     * @return is told of the end
     */
    Trace begin(MailMessage message, String bean);

    /** One call of a bean. */
    @FunctionalInterface
    interface Trace {
        /**
         * The call is over, and its outcome known. Called once, on the same thread, before the sender hears of it, unless the bean took
         * longer than the sender was to wait: then after that. If there are several tracers, the one that began first is told at last.
         *
         * @param replyCode what the sender hears for this bean: 250 if the message was taken, else 400 to 599
         * @param reason why, in the words of the {@code Outcomes} of the management beans: {@code committed}, {@code rolled back}
         */
        void end(int replyCode, String reason);
    }
}
