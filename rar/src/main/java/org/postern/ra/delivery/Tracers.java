package org.postern.ra.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
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
        ClassLoader loader = bean.getClassLoader();
        try {
            return new Tracers(with(loader, () -> ServiceLoader.load(DeliveryTracer.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList()));
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new IllegalArgumentException(
                    "a tracer that META-INF/services/" + DeliveryTracer.class.getName() + " names cannot be used ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    /** Libraries for tracing look for their parts with the class loader of the thread. */
    private static <T> T with(ClassLoader loader, Supplier<T> what) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return what.get();
        } finally {
            thread.setContextClassLoader(before);
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
            begun.forEach(one -> tell(one.tracer(), () -> {
                one.trace().end(outcome.code(), outcome.reason());
                return one;
            }));
        }

        private void begin(DeliveryTracer tracer) {
            tell(tracer, () -> new Begun(tracer, tracer.begin(message, bean))).ifPresent(begun::push);
        }

        @SuppressWarnings("CatchingThrowable") // Languages other than Java throw checked exceptions as they like.
        private Optional<Begun> tell(DeliveryTracer tracer, Supplier<Begun> what) {
            try {
                return Optional.of(with(tracer.getClass().getClassLoader(), what));
            } catch (Throwable e) {
                messages.tracerFailed(message.id(), tracer.getClass().getName(), e);
                return Optional.empty();
            }
        }
    }
}
