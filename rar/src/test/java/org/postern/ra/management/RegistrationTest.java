package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerFactory;
import javax.management.MBeanServerNotification;
import javax.management.NotificationFilterSupport;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Ip;
import org.postern.net.ListenAddress;
import org.postern.net.SystemTime;
import org.postern.net.TasksOn;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.config.AdapterIdentity;
import org.postern.ra.log.Messages;

/** A bean is there from the time when it is registered to the end of its owner, whatever comes first. */
@Timeout(30)
class RegistrationTest {
    private static final ListenAddress LISTEN = new ListenAddress(ListenAddress.Scheme.SMTP, Ip.of("192.0.2.1"), 25, 1);

    private final LogLines log = new LogLines();
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ManagementRegistry registry = new ManagementRegistry(
            server, new AdapterIdentity("mail"), new TasksOn(threads), new SystemTime(), new Messages(Settings.log()));
    private final ObjectName name = registry.name("Acceptor", "port", "25");

    @AfterEach
    void close() {
        threads.shutdownNow();
        log.close();
    }

    @Test
    void aBeanIsThereFromItsOpeningToItsClosing() throws Exception {
        Registration registration = registry.only(() -> name, bean());
        assertThat(names()).isEmpty();
        registration.open();
        registration.open();
        assertThat(registration.name()).isEqualTo(name);
        assertThat(names()).containsExactly("Acceptor");

        registration.close();
        registration.close();
        registration.open();

        assertThat(names()).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void whatIsClosedBeforeItWasOpenedStaysClosed() throws Exception {
        Registration registration = registry.only(() -> name, bean());
        registration.close();
        registration.open();

        assertThat(names()).isEmpty();
    }

    @Test
    void whatIsLeftEndsWithTheAdapterAndNothingComesAfterIt() throws Exception {
        registry.only(() -> name, bean()).open();
        registry.oneOf(() -> registry.name("Activation", "bean", "Orders"), bean())
                .open();
        Registration late = registry.only(() -> registry.name("Acceptor", "port", "587"), bean());
        assertThat(names()).hasSize(2);

        registry.close();
        late.open();

        assertThat(names()).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    /** Of the registrations that are under way when the adapter stops, none stays, whichever the stop comes between. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aStopBetweenAnyTwoRegistrationsLeavesNothing(int moment) throws Exception {
        atRegistration(moment, registry::close);

        IntStream.rangeClosed(1, 3)
                .mapToObj(port -> registry.only(() -> registry.name("Acceptor", "port", String.valueOf(port)), bean()))
                .forEach(Registration::open);

        assertThat(names()).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    /** As when an address is given up and wanted again at once: the new bean can come before the old one goes. */
    @Test
    void aBeanOfTheSameNameTakesThePlaceOfItsPredecessor() throws Exception {
        Registration former = registry.only(() -> name, bean());
        former.open();
        Registration next = registry.only(() -> name, bean());

        next.open();
        former.close();

        assertThat(names()).containsExactly("Acceptor");
        next.close();
        assertThat(names()).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void whatSomebodyElseHasThereStaysAndIsTold() throws Exception {
        server.registerMBean(bean(), name);
        Registration registration = registry.only(() -> name, bean());

        registration.open();
        registration.close();

        assertThat(names()).containsExactly("Acceptor");
        assertThat(log.lines("POSTERN-9004"))
                .singleElement()
                .asString()
                .startsWith("POSTERN-9004 no management bean " + name + ". The cause: ");
    }

    /** A listener of somebody else's must not keep others from registering, nor stop the adapter's stop for ever. */
    @Test
    void whoBlocksAtOneRegistrationKeepsNoOtherWaiting() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        atRegistration(1, () -> {
            held.countDown();
            await(goOn);
        });
        Registration blocked = registry.only(() -> name, bean());
        Thread opening = new Thread(blocked::open);
        opening.start();
        held.await();
        Registration other = registry.only(() -> registry.name("Acceptor", "port", "587"), bean());

        other.open();
        other.close();
        registry.close();

        goOn.countDown();
        opening.join();
        assertThat(names()).isEmpty();
    }

    /** Lets something happen on another thread, and waits for it, while a bean is being registered. */
    private void atRegistration(int which, Runnable happening) throws Exception {
        NotificationFilterSupport registrations = new NotificationFilterSupport();
        registrations.enableType(MBeanServerNotification.REGISTRATION_NOTIFICATION);
        int[] count = {0};
        server.addNotificationListener(
                MBeanServerDelegate.DELEGATE_NAME,
                (notification, nothing) -> {
                    if (++count[0] == which) {
                        happening.run();
                    }
                },
                registrations,
                null);
    }

    private static void await(CountDownLatch event) {
        try {
            event.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static DescribedBean bean() {
        return DescribedBean.of(AcceptorStatusMXBean.class, new FakeAcceptor(LISTEN));
    }

    private List<String> names() throws Exception {
        return server.queryNames(new ObjectName("org.postern:*"), null).stream()
                .map(found -> found.getKeyProperty("type"))
                .toList();
    }
}
