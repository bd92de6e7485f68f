package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.UnavailableException;
import jakarta.transaction.Status;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.api.MailRejectedException;
import org.postern.net.Peer;

/** What monitoring reads of a day's work. */
@Timeout(60)
class TrafficTest {
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final FakeBean bean = server.bean("orders");

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void messagesAreCountedByWhatBecameOfThem(int times) throws Exception {
        server.activate(bean);
        for (int i = 0; i < times; i++) {
            bean.doing(mail -> {}).endingWith(Status.STATUS_COMMITTED);
            assertThat(server.send("committed " + i + "\r\n")).startsWith("250");
            bean.endingWith(Status.STATUS_ROLLEDBACK);
            assertThat(server.send("rolled back " + i + "\r\n")).startsWith("451");
            bean.doing(mail -> {
                throw MailRejectedException.withReply(554, "5.7.1", "no");
            });
            assertThat(server.send("rejected " + i + "\r\n")).startsWith("554");
            bean.doing(mail -> {
                throw new IllegalStateException("broken");
            });
            assertThat(server.send("failed " + i + "\r\n")).startsWith("451");
        }

        ManagedBean address = ManagedBean.only("LocalAddress", "port=" + server.port);
        ManagedBean adapter = ManagedBean.only("Adapter", "adapter=postern");
        ManagedBean activation = ManagedBean.activation("orders");
        Map<String, Long> outcomes = Map.of(
                "250 2.0.0 committed", (long) times,
                "451 4.3.0 rolled back", (long) times,
                "451 4.3.0 bean failed", (long) times,
                "554 5.7.1 said by the bean", (long) times);
        assertThat(table(address, "Messages")).isEqualTo(outcomes);
        assertThat(table(adapter, "Messages")).isEqualTo(outcomes);
        assertThat(table(activation, "Outcomes")).isEqualTo(outcomes);
        assertThat(table(adapter, "Outcomes")).isEqualTo(outcomes);
        for (ManagedBean one : new ManagedBean[] {address, adapter}) {
            assertThat(one.get("MessagesAccepted")).isEqualTo((long) times);
            assertThat(one.get("MessagesDeferred")).isEqualTo(2L * times);
            assertThat(one.get("MessagesRefused")).isEqualTo((long) times);
            assertThat(one.get("RecipientsAccepted")).isEqualTo(4L * times);
            assertThat(one.get("Sessions")).isEqualTo(4L * times);
            assertThat((long) one.get("OctetsReceived")).isGreaterThan((long) one.get("MessageOctets"));
            assertThat((long) one.get("MessageOctets")).isEqualTo(times * (11L + 13 + 10 + 8 + 8));
        }
    }

    @Test
    void deliveriesAndWaitingAreMeasured() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setMaxConcurrentDeliveries("1");
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        bean.doing(mail -> {
            delivering.countDown();
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
        });
        server.activate(bean, spec);
        ManagedBean activation = ManagedBean.activation("orders");
        try (Peer first = Peer.greeted("127.0.0.1", server.port);
                Peer second = Peer.greeted("127.0.0.1", server.port)) {
            first.beginData();
            first.send("x\r\n.\r\n");
            assertThat(delivering.await(10, TimeUnit.SECONDS)).isTrue();
            second.beginData();
            second.send("y\r\n.\r\n");
            await().until(() -> activation.get("WaitingDeliveries").equals(1));
            assertThat(statistics(activation, "DeliveryTime").get("count")).isEqualTo(0L);
            goOn.countDown();
            assertThat(first.reply()).startsWith("250");
            assertThat(second.reply()).startsWith("250");
        }

        for (String what : new String[] {"WaitingTime", "DeliveryTime"}) {
            CompositeData statistics = statistics(activation, what);
            assertThat(statistics.get("count")).isEqualTo(2L);
            assertThat((double) statistics.get("sumSeconds")).isPositive();
            assertThat((double) statistics.get("maxSeconds")).isPositive().isLessThanOrEqualTo((double)
                    statistics.get("sumSeconds"));
            assertThat(table(statistics.get("buckets")))
                    .containsEntry("+Inf", 2L)
                    .containsKeys("0.001", "0.1", "1", "600");
        }
    }

    /** One that waits in vain has waited all the same, and has never been with the bean. */
    @Test
    void whoIsSentAwayIsCountedWithTheReason() throws Exception {
        server.activate(bean.creating(() -> {
            throw new UnavailableException("none left");
        }));
        ManagedBean activation = ManagedBean.activation("orders");
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.beginData();
            peer.send("x\r\n.\r\n");
            await().until(() -> activation.get("WaitingDeliveries").equals(1));
            activation.pause();
            assertThat(peer.reply()).startsWith("451 4.3.2");
        }

        assertThat(table(activation, "Outcomes")).isEqualTo(Map.of("451 4.3.2 paused or going away", 1L));
        assertThat(statistics(activation, "WaitingTime").get("count")).isEqualTo(1L);
        assertThat(statistics(activation, "DeliveryTime").get("count")).isEqualTo(0L);
    }

    @Test
    void recipientsThatAreRefusedAreCountedByReason() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients("*@here.example");
        server.activate(bean, spec);
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            peer.ask("RCPT TO:<a@there.example>");
            peer.ask("RCPT TO:<a@here.example>");
            peer.ask("RCPT TO:<b@there.example>");
        }

        ManagedBean address = ManagedBean.only("LocalAddress", "port=" + server.port);
        assertThat(address.get("RecipientsRefused")).isEqualTo(2L);
        assertThat(table(address, "Recipients"))
                .isEqualTo(Map.of("250 2.1.5 Recipient OK", 1L, "550 5.1.1 No such mailbox here", 2L));
    }

    @Test
    void whatIsInUseIsShownBesideWhatMayBe() throws Exception {
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        bean.doing(mail -> {
            delivering.countDown();
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
        });
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setSpoolThresholdBytes("1000");
        server.activate(bean, spec);
        ManagedBean adapter = ManagedBean.only("Adapter", "adapter=postern");
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.beginData();
            peer.send(("x".repeat(998) + "\r\n").repeat(20) + ".\r\n");
            assertThat(delivering.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(adapter.get("Connections")).isEqualTo(1);
            assertThat((long) adapter.get("SpoolUsed")).isBetween(1_000L, 20_000L);
            assertThat(adapter.get("SpoolFilesUsed")).isEqualTo(1);
            assertThat((long) adapter.get("ContentMemoryUsed")).isNotNegative();
            goOn.countDown();
            assertThat(peer.reply()).startsWith("250");
            peer.ask("QUIT");
        }

        await().until(() -> adapter.get("Connections").equals(0));
        assertThat(adapter.get("SpoolUsed")).isEqualTo(0L);
        assertThat(adapter.get("SpoolFilesUsed")).isEqualTo(0);
        assertThat(adapter.get("ContentMemoryUsed")).isEqualTo(0L);
        assertThat(adapter.get("ConnectionsLimit")).isEqualTo(5_000);
        assertThat(adapter.get("SpoolLimit")).isEqualTo(10_737_418_240L);
        assertThat(adapter.get("SpoolFilesLimit")).isEqualTo(1_000);
        assertThat(adapter.get("ContentMemoryLimit")).isEqualTo(67_108_864L);
        assertThat(adapter.get("RememberedMessagesLimit")).isEqualTo(10_000);
    }

    /** The sender is gone before it hears 250, and sends again. */
    @Test
    void duplicatesThatAreRecognisedAreCounted() throws Exception {
        server.activate(bean);
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        bean.doing(mail -> {
            delivering.countDown();
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
        });
        ManagedBean adapter = ManagedBean.only("Adapter", "adapter=postern");
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.beginData();
            peer.send("x\r\n.\r\n");
            assertThat(delivering.await(10, TimeUnit.SECONDS)).isTrue();
            peer.reset();
        }
        await().until(() -> adapter.get("Connections").equals(0));
        goOn.countDown();
        await().until(() -> adapter.get("RememberedMessages").equals(1));

        assertThat(server.send("x\r\n")).startsWith("250");

        assertThat(adapter.get("DuplicatesRecognised")).isEqualTo(1L);
        assertThat(ManagedBean.activation("orders").get("DuplicatesRecognised")).isEqualTo(1L);
        assertThat(table(adapter, "Outcomes"))
                .containsEntry("250 2.0.0 committed", 1L)
                .containsEntry("250 2.0.0 duplicate recognised", 1L);
        assertThat(bean.received()).hasSize(1);
    }

    private static CompositeData statistics(ManagedBean bean, String attribute) {
        return (CompositeData) bean.get(attribute);
    }

    private static Map<String, Long> table(ManagedBean bean, String attribute) {
        return table(bean.get(attribute));
    }

    private static Map<String, Long> table(Object tabular) {
        Map<String, Long> table = new TreeMap<>();
        for (Object row : ((TabularData) tabular).values()) {
            table.put((String) ((CompositeData) row).get("key"), (Long) ((CompositeData) row).get("value"));
        }
        return table;
    }
}
