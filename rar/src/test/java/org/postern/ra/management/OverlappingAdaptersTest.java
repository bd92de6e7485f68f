package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Ip;
import org.postern.net.ListenAddress;
import org.postern.net.ManualClock;
import org.postern.net.TasksOn;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.config.AdapterIdentity;
import org.postern.ra.log.Messages;

/** An adapter begins before the one that it replaces has ended, as on Open Liberty: in the end it has its name. */
@Timeout(30)
class OverlappingAdaptersTest {
    private final LogLines log = new LogLines();
    private final ManualClock clock = new ManualClock();
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();

    @AfterEach
    void close() {
        log.close();
    }

    /** Beans of both come and go, the first adapter ends some time, and the second looks again and again. */
    @RepeatedTest(300)
    void inWhateverOrderTheSecondHasTheNameOfTheFirstInTheEnd(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        ManagementRegistry first = registry();
        ManagementRegistry second = registry();
        open(first, false);
        List<Registration> ofFirst = beans(first, "old");
        List<Registration> ofSecond = beans(second, "new");
        Set<String> wanted = new TreeSet<>(Set.of("Adapter"));
        List<Runnable> steps = new ArrayList<>(List.of(
                first::close,
                () -> ofFirst.forEach(Registration::open),
                () -> ofFirst.forEach(Registration::close),
                () -> open(second, true)));
        Collections.shuffle(steps, random);
        for (int i = 0; i < ofSecond.size(); i++) {
            Registration bean = ofSecond.get(i);
            String name = "new" + i;
            int when = random.nextInt(steps.size() + 1);
            if (random.nextInt(4) == 0) {
                steps.add(when, bean::close); // It stays closed.
            } else {
                wanted.add(name);
            }
            steps.add(random.nextInt(steps.size() + 1), bean::open);
            if (!wanted.contains(name)) {
                steps.add(bean::close);
            }
        }
        boolean inTheMiddle = random.nextBoolean();
        if (inTheMiddle) {
            settleAtEachRegistration(second);
        }

        for (Runnable step : steps) {
            step.run();
            if (random.nextBoolean()) {
                second.settle();
            }
        }
        ofFirst.forEach(Registration::open); // Too late.
        second.settle();

        assertThat(names())
                .isEqualTo(wanted.stream().map(name -> "mail " + name).collect(Collectors.toSet()));
        assertThat(log.lines()).isEmpty();
        second.close();
        assertThat(names()).isEmpty();
        second.settle();
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void oneAfterTheOtherTakesTheName(int successors) {
        ManagementRegistry last = registry();
        open(last, false);
        for (int i = 0; i < successors; i++) {
            ManagementRegistry next = registry();
            open(next, true);
            assertThat(names()).containsExactlyInAnyOrder("mail Adapter", "mail-2 Adapter");
            last.close();
            next.settle();
            assertThat(names()).containsExactly("mail Adapter");
            last = next;
        }
        last.close();
        assertThat(names()).isEmpty();
    }

    /** The log says so when it has lasted too long for a replacement, and once. */
    @Test
    void theNameOfAnAdapterThatGoesOnStaysItsOwn() {
        ManagementRegistry first = registry();
        ManagementRegistry second = registry();
        open(first, false);
        open(second, true);
        clock.pass(ManagementRegistry.OVERLAP.minusNanos(1));
        second.settle();
        assertThat(log.lines()).isEmpty();
        clock.pass(ManagementRegistry.OVERLAP);
        second.settle();
        second.settle();

        assertThat(names()).containsExactlyInAnyOrder("mail Adapter", "mail-2 Adapter");
        assertThat(log.lines("POSTERN-1051")).singleElement().asString().contains("say mail-2");
        first.close();
        second.settle();
        assertThat(names()).containsExactly("mail Adapter");
    }

    /** Of another application: its adapter comes back after a redeployment, and has its name again. */
    @Test
    void anAdapterOfOtherClassesKeepsItsNumber() {
        ManagementRegistry first = registry();
        ManagementRegistry second = registry();
        open(first, false);
        open(second, false);
        first.close();
        second.settle();

        assertThat(names()).containsExactly("mail-2 Adapter");
        assertThat(log.lines("POSTERN-1051")).hasSize(1);
    }

    private ManagementRegistry registry() {
        return new ManagementRegistry(
                server, new AdapterIdentity("mail"), new TasksOn(Runnable::run), clock, new Messages(Settings.log()));
    }

    private static void open(ManagementRegistry registry, boolean besideAnother) {
        AdapterStatusMXBean nothing = (AdapterStatusMXBean) Proxy.newProxyInstance(
                AdapterStatusMXBean.class.getClassLoader(),
                new Class<?>[] {AdapterStatusMXBean.class},
                (proxy, method, arguments) -> null);
        registry.open(nothing, Settings.noLimits(), besideAnother);
    }

    private static List<Registration> beans(ManagementRegistry registry, String name) {
        ListenAddress listen = new ListenAddress(ListenAddress.Scheme.SMTP, Ip.of("192.0.2.1"), 25, 1);
        return IntStream.range(0, 4)
                .mapToObj(i -> registry.oneOf(
                        () -> registry.name(name + i),
                        DescribedBean.of(AcceptorStatusMXBean.class, new FakeAcceptor(listen))))
                .toList();
    }

    private void settleAtEachRegistration(ManagementRegistry registry) {
        boolean[] settling = {false};
        try {
            server.addNotificationListener(
                    MBeanServerDelegate.DELEGATE_NAME,
                    (notification, nothing) -> {
                        if (!settling[0]) {
                            settling[0] = true;
                            registry.settle();
                            settling[0] = false;
                        }
                    },
                    null,
                    null);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private Set<String> names() {
        try {
            return server.queryNames(new ObjectName("org.postern:*"), null).stream()
                    .map(name -> name.getKeyProperty("adapter") + " " + name.getKeyProperty("type"))
                    .collect(Collectors.toSet());
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }
}
