package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.transaction.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.api.MailRejectedException;
import org.postern.net.Peer;

/** Whatever becomes of a message, nothing of it is counted afterwards, although its connection stays. */
@Timeout(60)
class MemoryAfterEndingsTest {
    private static final int THRESHOLD = 2_000;

    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final CountDownLatch goOn = new CountDownLatch(1);

    /** What the bean and its container do. */
    private enum Ending {
        COMMITTED("250") {
            @Override
            void prepare(FakeBean bean, ThreadWorkManager container, int copies) {}
        },
        REJECTED("5") {
            @Override
            void prepare(FakeBean bean, ThreadWorkManager container, int copies) {
                bean.doing(message -> {
                    throw MailRejectedException.permanently("5.7.1", "Not wanted");
                });
            }
        },
        FAILED("4") {
            @Override
            void prepare(FakeBean bean, ThreadWorkManager container, int copies) {
                bean.doing(message -> {
                    throw new IllegalStateException("broken");
                });
            }
        },
        FAILED_WITH_AN_ERROR("4") {
            @Override
            void prepare(FakeBean bean, ThreadWorkManager container, int copies) {
                bean.doing(message -> {
                    throw new NoClassDefFoundError("broken");
                });
            }
        },
        ROLLED_BACK("4") {
            @Override
            void prepare(FakeBean bean, ThreadWorkManager container, int copies) {
                bean.endingWith(Status.STATUS_ROLLEDBACK);
            }
        },
        OUTCOME_NOT_TOLD("4") {
            @Override
            void prepare(FakeBean bean, ThreadWorkManager container, int copies) {
                bean.silent();
            }
        },
        NO_INSTANCE("4") {
            @Override
            void prepare(FakeBean bean, ThreadWorkManager container, int copies) {
                bean.creating(() -> {
                    throw new UnavailableException("not now");
                });
            }
        },
        NOT_BEGUN("4") {
            @Override
            void prepare(FakeBean bean, ThreadWorkManager container, int copies) {
                bean.before(() -> {
                    throw new ResourceException("not now");
                });
            }
        },
        TRANSACTION_OWED("4") {
            @Override
            void prepare(FakeBean bean, ThreadWorkManager container, int copies) {
                bean.beginningNothing();
            }
        },
        NOT_ENDED("") {
            @Override
            void prepare(FakeBean bean, ThreadWorkManager container, int copies) {
                bean.after(() -> {
                    throw new ResourceException("broken");
                });
            }
        },
        NOT_RELEASED("") {
            @Override
            void prepare(FakeBean bean, ThreadWorkManager container, int copies) {
                bean.releasing(() -> {
                    throw new IllegalStateException("broken");
                });
            }
        },
        WORK_REFUSED("4") {
            @Override
            void prepare(FakeBean bean, ThreadWorkManager container, int copies) {
                container.onSubmission(() -> {
                    throw new IllegalStateException("no thread");
                });
            }
        },
        WORK_NEVER_RUN("4") {
            @Override
            void prepare(FakeBean bean, ThreadWorkManager container, int copies) {
                container.lose(copies);
            }
        };

        final String reply;

        Ending(String reply) {
            this.reply = reply;
        }

        abstract void prepare(FakeBean bean, ThreadWorkManager container, int copies);
    }

    /** Who gets the message. */
    private enum Way {
        ONE_BEAN,
        A_COPY_FOR_EACH_OF_TWO,
        TWO_RECIPIENTS_IN_LMTP,
        TRANSACTIONS_FOR_TWO_RECIPIENTS,
        TRANSACTIONS_FOR_TWO_RECIPIENTS_IN_LMTP;

        boolean isLmtp() {
            return this == TWO_RECIPIENTS_IN_LMTP || this == TRANSACTIONS_FOR_TWO_RECIPIENTS_IN_LMTP;
        }

        boolean isApart() {
            return this == TRANSACTIONS_FOR_TWO_RECIPIENTS || this == TRANSACTIONS_FOR_TWO_RECIPIENTS_IN_LMTP;
        }
    }

    static Stream<Arguments> endings() {
        return Arrays.stream(Ending.values()).flatMap(ending -> Arrays.stream(Way.values())
                .flatMap(way -> Stream.of(10, 3 * THRESHOLD).map(size -> Arguments.of(ending, way, size))));
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        server.close();
        log.close();
    }

    @ParameterizedTest
    @MethodSource("endings")
    void nothingOfAMessageIsCountedWhenItHasEnded(Ending ending, Way way, int octets) throws Exception {
        FakeBean bean = start(way);
        try (Peer peer = greeted(way)) {
            int recipients = begin(peer, way);
            peer.send("x".repeat(octets) + "\r\n");
            if (octets > THRESHOLD) {
                await().until(() -> counted("SpoolFilesUsed") == 1);
            }
            assertThat(counted("EnvelopeMemoryUsed")).isPositive();
            ending.prepare(bean, server.workManager, way == Way.ONE_BEAN ? 1 : 2);

            peer.send(".\r\nNOOP\r\n");

            assertThat(peer.reply()).startsWith(ending.reply);
            for (int i = 1; i < recipients; i++) {
                peer.reply();
            }
            assertThat(peer.reply()).startsWith("250");
            server.workManager.onSubmission(() -> {});
            await().untilAsserted(() -> assertThat(inUse()).isEmpty());
        }
    }

    /** One is with the bean, one waits for it, one is on its way, one has a sender only. */
    @Test
    void nothingIsCountedOfABeanThatIsNoMore() throws Exception {
        server.adapter.setMaxConcurrentDeliveries("1");
        server.adapter.setDrainTimeoutSeconds("0");
        FakeBean hanging = server.bean("orders").doing(message -> goOn.await());
        server.adapter.setSpoolThresholdBytes(String.valueOf(THRESHOLD));
        server.start();
        SmtpActivationSpec spec = server.activate(hanging);
        List<Peer> peers = new ArrayList<>();
        for (String sent : List.of("x\r\n.\r\n", "x\r\n.\r\n", "x".repeat(3 * THRESHOLD), "")) {
            Peer peer = greeted(Way.ONE_BEAN);
            peers.add(peer);
            begin(peer, Way.ONE_BEAN);
            peer.send(sent);
        }
        await().until(() ->
                ManagedBean.activation("orders").get("WaitingDeliveries").equals(1));
        assertThat(inUse()).isNotEmpty();

        server.adapter.endpointDeactivation(hanging, spec);
        goOn.countDown();

        await().untilAsserted(() -> assertThat(inUse()).isEmpty());
        for (Peer peer : peers) {
            peer.close();
        }
    }

    /** The bean that the ending is about. */
    private FakeBean start(Way way) throws Exception {
        server.adapter.setSpoolThresholdBytes(String.valueOf(THRESHOLD));
        server.adapter.setDeliveryWaitSeconds("1");
        if (way.isLmtp()) {
            server.adapter.setListen("lmtp://127.0.0.1:" + server.port);
        }
        server.start();
        FakeBean bean = server.bean("orders");
        server.activate(bean, recipients(way, "orders@*"));
        if (way == Way.A_COPY_FOR_EACH_OF_TWO || way == Way.TWO_RECIPIENTS_IN_LMTP) {
            server.activate(server.bean("bounces"), recipients(way, "bounces@*"));
        }
        server.settle();
        return bean;
    }

    private static SmtpActivationSpec recipients(Way way, String patterns) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        if (way == Way.A_COPY_FOR_EACH_OF_TWO) {
            spec.setOverlap("copy");
        } else if (way.isApart()) {
            spec.setTransaction("recipient");
        } else {
            spec.setRecipients(patterns);
        }
        return spec;
    }

    private Peer greeted(Way way) throws Exception {
        Peer peer = Peer.connect("127.0.0.1", server.port);
        peer.reply();
        peer.ask((way.isLmtp() ? "LHLO" : "EHLO") + " client.example.org");
        return peer;
    }

    /** Gives the number of replies that there will be. */
    private static int begin(Peer peer, Way way) throws Exception {
        peer.ask("MAIL FROM:<a@example.org>");
        assertThat(peer.ask("RCPT TO:<orders@example.org>")).startsWith("250");
        if (way.isLmtp() || way.isApart()) {
            assertThat(peer.ask("RCPT TO:<bounces@example.org>")).startsWith("250");
        }
        assertThat(peer.ask("DATA")).startsWith("354");
        return way.isLmtp() ? 2 : 1;
    }

    private static List<String> inUse() throws JMException {
        List<String> used = new ArrayList<>();
        for (String attribute : List.of(
                "EnvelopeMemoryUsed", "ContentMemoryUsed", "ConnectionMemoryUsed", "SpoolUsed", "SpoolFilesUsed")) {
            if (counted(attribute) != 0) {
                used.add(attribute + " " + counted(attribute));
            }
        }
        return used;
    }

    private static long counted(String attribute) throws JMException {
        return ((Number) ManagedBean.only("Adapter", "adapter=*").get(attribute)).longValue();
    }
}
