package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.Status;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.api.DeliveryTracer;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** What an application's tracing is told of the calls of its beans. */
class TracersTest extends DeliverySetUp {
    private static final List<String> TOLD = new ArrayList<>();
    private static final AtomicReference<ClassLoader> MADE_WITH = new AtomicReference<>();

    @TempDir
    Path application;

    private final ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    private final ClassLoader ofAdapter = new URLClassLoader(new URL[0], ofThread);

    @BeforeEach
    void begin() {
        TOLD.clear();
        Thread.currentThread().setContextClassLoader(ofAdapter);
    }

    @AfterEach
    void theThreadIsAsItWas() {
        ClassLoader left = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(ofThread);
        assertThat(left).isSameAs(ofAdapter);
    }

    /** Remembers what it was told. */
    public static class First implements DeliveryTracer {
        public First() {
            MADE_WITH.set(Thread.currentThread().getContextClassLoader());
        }

        @Override
        public Trace begin(MailMessage message, String bean) {
            TOLD.add("begin " + message.id() + " in "
                    + Thread.currentThread().getContextClassLoader().getClass().getSimpleName());
            return (code, reason) -> TOLD.add("end " + code + " " + reason);
        }
    }

    /** The same, with another word. */
    public static class Second implements DeliveryTracer {
        @Override
        public Trace begin(MailMessage message, String bean) {
            TOLD.add("second");
            return (code, reason) -> TOLD.add("end of second");
        }
    }

    /** Knows no more than that it cannot. */
    public static class Failing implements DeliveryTracer {
        @Override
        public Trace begin(MailMessage message, String bean) {
            throw new IllegalStateException("no tracing today");
        }
    }

    /** Fails when it is late. */
    public static class FailingAtTheEnd implements DeliveryTracer {
        @Override
        public Trace begin(MailMessage message, String bean) {
            return (code, reason) -> {
                throw new StackOverflowError();
            };
        }
    }

    /** Throws what Java would have it declare, as other languages may. */
    public static class Sneaky implements DeliveryTracer {
        @Override
        public Trace begin(MailMessage message, String bean) {
            return (code, reason) -> Sneaky.<RuntimeException>raise(new IOException("checked"));
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> void raise(Throwable cause) throws T {
            throw (T) cause;
        }
    }

    /** Cannot be made. */
    public static class Private implements DeliveryTracer {
        private Private() {}

        @Override
        public Trace begin(MailMessage message, String bean) {
            throw new AssertionError();
        }
    }

    @Test
    void theCallIsBetweenBeginAndEndWhichKnowsTheOutcome() throws Exception {
        Activation activation = withTracers(First.class);
        bean.doing(mail -> TOLD.add("bean"));

        assertThat(deliver(activation)).isEqualTo(TAKEN);
        assertThat(TOLD).containsExactly("begin m-1 in AppClassLoader", "bean", "end 250 committed");
    }

    @Test
    void whatBecameOfItIsSaidInTheWordsOfTheCounters() throws Exception {
        Activation activation = withTracers(First.class);
        bean.endingWith(Status.STATUS_ROLLEDBACK);
        deliver(activation);
        bean.doing(mail -> {
            throw MailRejectedException.withReply(554, "5.7.1", "no");
        });
        deliver(activation);

        assertThat(TOLD).contains("end 451 rolled back", "end 554 said by the bean");
    }

    /** The sender does not wait for what the bean comes to then. */
    @Test
    void ofABeanThatTookTooLongItIsToldWhatTheSenderHeard() throws Exception {
        Delivery delivery = delivery(withTracers(First.class));
        bean.doing(mail -> {
            delivery.abandon(NotCommitted.TOO_SLOW);
            throw MailRejectedException.withReply(554, "5.7.1", "no");
        });

        assertThat(delivery.deliver().orElseThrow().toString()).isEqualTo(LATER);
        assertThat(TOLD).contains("end 451 bean took too long");
    }

    /** A library for tracing looks for its parts there. */
    @Test
    void itIsMadeWithTheClassLoaderOfItsApplication() throws Exception {
        withTracers(First.class);

        assertThat(MADE_WITH).hasValue(bean.getEndpointClass().getClassLoader());
    }

    @Test
    void theOneThatBeganFirstEndsAtLast() throws Exception {
        deliver(withTracers(First.class, Second.class));

        assertThat(TOLD).containsExactly("begin m-1 in AppClassLoader", "second", "end of second", "end 250 committed");
    }

    @Test
    void oneThatFailsIsLoggedAndHarmsNeitherTheMessageNorTheOthers() throws Exception {
        Activation activation = withTracers(Failing.class, FailingAtTheEnd.class, Sneaky.class, First.class);

        assertThat(deliver(activation)).isEqualTo(TAKEN);
        assertThat(bean.calls()).isEqualTo(PAIRED);
        assertThat(TOLD).hasSize(2);
        assertThat(log.lines("POSTERN-2027"))
                .hasSize(3)
                .anyMatch(
                        line -> line.contains("Failing failed with message m-1") && line.contains("no tracing today"));
    }

    @Test
    void whileThereIsNoInstanceOfTheBeanNothingBegins() throws Exception {
        Activation activation = withTracers(First.class);
        activation.pause();

        deliver(activation);
        assertThat(TOLD).isEmpty();
    }

    @Test
    void oneThatCannotBeMadeIsAReasonToRefuseTheBean() {
        assertThatThrownBy(() -> withTracers(Private.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("META-INF/services/org.postern.api.DeliveryTracer", Private.class.getName());
    }

    /** Of a bean whose application names them. */
    private Activation withTracers(Class<?>... tracers) throws IOException {
        Path names = application.resolve("META-INF/services/" + DeliveryTracer.class.getName());
        Files.createDirectories(names.getParent());
        Files.write(names, List.of(tracers).stream().map(Class::getName).toList());
        ClassLoader loader = new URLClassLoader(
                new URL[] {application.toUri().toURL()}, getClass().getClassLoader());
        Class<?> beanClass = Proxy.newProxyInstance(
                        loader, new Class<?>[] {MailListener.class}, (proxy, method, arguments) -> null)
                .getClass();
        bean.ofClass(beanClass);
        return activation();
    }
}
