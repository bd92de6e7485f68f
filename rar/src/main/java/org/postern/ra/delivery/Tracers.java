package org.postern.ra.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.postern.api.DeliveryTracer;
import org.postern.api.MailMessage;
import org.postern.smtp.Reply;

/** Those of an application that are told of the calls of one bean. They are foreign code: nothing depends on them. Immutable. */
final class Tracers {
    private final List<DeliveryTracer> all;

    private Tracers(List<DeliveryTracer> all) {
        this.all = all;
    }

    /**
     * Those that a bean sees.
     *
     * @throws IllegalArgumentException if one cannot be made; the message says why
     */
    static Tracers of(@Nullable Class<?> bean) {
        if (bean == null) {
            return new Tracers(List.of());
        }
        try {
            return new Tracers(ServiceLoader.load(DeliveryTracer.class, bean.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList());
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new IllegalArgumentException(
                    "a tracer that META-INF/services/" + DeliveryTracer.class.getName() + " names cannot be used ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    /** A bean is about to be called on this thread. */
    Call begin(MailMessage message, String bean, DeliveryMessages messages) {
        Call call = new Call(message, bean, messages);
        all.forEach(call::begin);
        return call;
    }

    /** One call, by one thread. */
    static final class Call {
        private final MailMessage message;
        private final String bean;
        private final DeliveryMessages messages;
        private final Deque<Begun> begun = new ArrayDeque<>();

        private record Begun(DeliveryTracer tracer, DeliveryTracer.Trace trace) {}

        private Call(MailMessage message, String bean, DeliveryMessages messages) {
            this.message = message;
            this.bean = bean;
            this.messages = messages;
        }

        /** Never throws. */
        void end(Reply outcome) {
            begun.forEach(one -> tell(one.tracer(), () -> one.trace().end(outcome.code(), outcome.reason())));
        }

        private void begin(DeliveryTracer tracer) {
            tell(tracer, () -> begun.push(new Begun(tracer, tracer.begin(message, bean))));
        }

        /** Libraries for tracing look for their parts with the class loader of the thread. */
        @SuppressWarnings("CatchingThrowable") // Languages other than Java throw checked exceptions as they like.
        private void tell(DeliveryTracer tracer, Runnable what) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(tracer.getClass().getClassLoader());
            try {
                what.run();
            } catch (Throwable e) {
                messages.tracerFailed(message.id(), tracer.getClass().getName(), e);
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }
}
