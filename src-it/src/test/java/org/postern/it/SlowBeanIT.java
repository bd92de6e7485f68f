package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One bean does not return, all its places are taken and its queue is full: another bean does not feel it. */
@ExtendWith(ArquillianExtension.class)
class SlowBeanIT {
    /** The defaults of the adapter and of Payara's pools. */
    private static final int PLACES = 32;

    private static final int WAITING = 20;
    private static final int ROUNDS = 8;
    private static final int SAMPLES = 100;

    /** Who waits for the slow bean would wait for a minute; what other processes do to this one is far less. */
    private static final double MOST = 5;

    private static final double MICROSECOND = 1_000;
    private static final Figures FIGURES = new Figures("slow-bean.txt");

    @RegisterExtension
    final Gate gate = new Gate();

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int slowPort = FreePorts.on("127.0.0.1");
    private final int otherPort = FreePorts.on("127.0.0.1");
    private final List<SmtpClient> waiting = new ArrayList<>();

    @AfterEach
    void disconnect() throws Exception {
        for (SmtpClient client : waiting) {
            client.close();
        }
    }

    @Test
    void aBeanOfTheSameAddressIsAsFastAsWithoutIt() throws Exception {
        assertThatTheFastOneIsUndisturbed(slowPort);
    }

    @Test
    void aBeanOfAnotherAddressIsAsFastAsWithoutIt() throws Exception {
        assertThatTheFastOneIsUndisturbed(otherPort);
    }

    private void assertThatTheFastOneIsUndisturbed(int fastPort) throws Exception {
        deploy(fastPort);
        medianNanos(fastPort); // Compiles what is not compiled yet.
        double alone = bestMedianNanos(fastPort);
        holdTheSlowOne();

        double beside = bestMedianNanos(fastPort);

        FIGURES.note("%s address: %.0f us alone, %.0f us beside a bean that hangs, %.2f times"
                .formatted(
                        fastPort == slowPort ? "same" : "another",
                        alone / MICROSECOND,
                        beside / MICROSECOND,
                        beside / alone));
        assertThat(beside / alone).isLessThan(MOST);
        gate.open();
        for (SmtpClient client : waiting) {
            client.expect(250);
        }
    }

    private void deploy(int fastPort) throws Exception {
        Path ear = Ears.withBeans()
                .bean("Slow", GatedBean.class, Map.of("listen", uri(slowPort), "recipients", "sleep+*@example.com"))
                .bean("Fast", GatedBean.class, Map.of("listen", uri(fastPort), "recipients", "return@example.com"))
                .classes(Misbehaviour.class, Misbehaviour.RollingBack.class)
                .build();
        server.deploy(ear, Map.of("maxWaitingDeliveries", String.valueOf(WAITING)));
    }

    /** Fills all its places and its queue. The next one is sent away. */
    private void holdTheSlowOne() throws Exception {
        for (int i = 0; i < PLACES; i++) {
            waiting.add(begin());
            gate.awaitArrival();
        }
        for (int i = 1; i <= WAITING; i++) {
            int queued = i;
            waiting.add(begin());
            Awaitility.await().untilAsserted(() -> assertThat(slowOneWaiting()).isEqualTo(queued));
        }
        try (SmtpClient tooMany = begin()) {
            tooMany.expect(451);
        }
    }

    private static int slowOneWaiting() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        int waiting = 0;
        for (ObjectName activation : server.queryNames(new ObjectName("org.postern:type=Activation,*"), null)) {
            waiting += (int) server.getAttribute(activation, "WaitingDeliveries");
        }
        return waiting;
    }

    private SmtpClient begin() throws Exception {
        SmtpClient client = SmtpClient.connect("127.0.0.1", slowPort);
        client.begin("<a@example.org>", "<" + gate.recipient() + ">", "x\r\n");
        return client;
    }

    /** Of several rounds, because other processes disturb some of them. */
    private static double bestMedianNanos(int port) throws Exception {
        double best = medianNanos(port);
        for (int i = 1; i < ROUNDS; i++) {
            best = Math.min(best, medianNanos(port));
        }
        return best;
    }

    private static double medianNanos(int port) throws Exception {
        long[] nanos = new long[SAMPLES];
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            for (int i = 0; i < SAMPLES; i++) {
                long begin = System.nanoTime();
                client.deliver("<a@example.org>", "<return@example.com>", "x\r\n");
                nanos[i] = System.nanoTime() - begin;
            }
        }
        Arrays.sort(nanos);
        return nanos[SAMPLES / 2];
    }

    private static String uri(int port) {
        return "smtp://127.0.0.1:" + port;
    }
}
