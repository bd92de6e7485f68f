package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Peer;
import org.postern.net.ResetHidingProxy;

/** RFC 1047: whoever did not hear that his message was taken sends it again. */
@Timeout(30)
class DuplicatesTest {
    private static final String MESSAGE = "Subject: order\r\n\r\n1 x widget\r\n";

    @TempDir
    private Path state;

    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final FakeBean bean = server.bean("orders");
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        server.adapter.setStateDirectory(state.toString());
        server.adapter.setMaxConnections("1");
        server.start();
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        server.close();
        log.close();
    }

    @Test
    void aMessageIsNotDeliveredAgainWhenItsSenderVanishedBeforeTheReply() throws Exception {
        activateHolding();
        sendAndVanish(true);
        goOn.countDown();
        await().until(() -> log.lines("POSTERN-2001").size() == 1);

        assertThat(send(server, MESSAGE)).startsWith("250 2.0.0 OK, message ");

        assertThat(bean.received()).hasSize(1);
        assertThat(log.lines("POSTERN-2015"))
                .singleElement()
                .asString()
                .contains(
                        "FakeBean (orders) has committed the same one, and its sender has not shown that it knows: the"
                                + " connection ended without a sign of it, or");
    }

    @Test
    void norWhenItClosedInOrderBeforeTheReply() throws Exception {
        activateHolding();
        sendAndVanish(false);
        goOn.countDown();
        await().until(() -> log.lines("POSTERN-2001").size() == 1);

        assertThat(send(server, MESSAGE)).startsWith("250");

        assertThat(bean.received()).hasSize(1);
    }

    @Test
    void itIsDeliveredAgainOnceTheSenderKnows() throws Exception {
        activateHolding();
        sendAndVanish(true);
        goOn.countDown();
        await().until(() -> log.lines("POSTERN-2001").size() == 1);

        send(server, MESSAGE);
        assertThat(bean.received()).hasSize(1);
        send(server, MESSAGE);
        assertThat(bean.received()).hasSize(2);
    }

    @Test
    void aSecondTryBeforeTheFirstIsOverIsToldToComeLater() throws Exception {
        activateHolding();
        sendAndVanish(true);
        assertThat(send(server, MESSAGE)).startsWith("451 4.3.2");

        goOn.countDown();
        await().until(() -> log.lines("POSTERN-2001").size() == 1);
        assertThat(send(server, MESSAGE)).startsWith("250");
        assertThat(bean.received()).hasSize(1);
    }

    @Test
    void whoGoesOnAfterTheReplyKnows() throws Exception {
        server.activate(bean);
        try (Peer peer = peer(server)) {
            peer.deliver(MESSAGE);
            peer.deliver(MESSAGE);
            peer.ask("NOOP");
            peer.deliver(MESSAGE);
        }
        assertThat(bean.received()).hasSize(3);
        assertThat(log.lines("POSTERN-2015")).isEmpty();
    }

    @Test
    void theSameOctetsOnConnectionsThatAreAliveAreSeveralMessages() throws Exception {
        try (RunningServer other = new RunningServer().start()) {
            FakeBean taking = other.bean("orders");
            other.activate(taking);
            try (Peer one = peer(other);
                    Peer two = peer(other);
                    Peer three = peer(other)) {
                for (Peer peer : List.of(one, two, three)) {
                    peer.beginData();
                }
                for (Peer peer : List.of(one, two, three)) {
                    peer.send(MESSAGE + ".\r\n");
                }
                for (Peer peer : List.of(one, two, three)) {
                    assertThat(peer.reply()).startsWith("250");
                }
            }
            assertThat(taking.received()).hasSize(3);
        }
        assertThat(log.lines("POSTERN-2015")).isEmpty();
    }

    /** A proxy in between may have made an orderly end of a reset: an end alone proves nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"", "QUIT\r\n", "NOOP\r\nQUIT\r\n"})
    void whoSaysNothingAfterTheReplyNeedNotKnow(String saidTogether) throws Exception {
        server.activate(bean);
        for (int i = 1; i <= 3; i++) {
            try (Peer peer = peer(server)) {
                peer.beginData();
                peer.send(MESSAGE + ".\r\n" + saidTogether);
                assertThat(peer.reply()).startsWith("250 ");
            }
        }
        assertThat(bean.received()).hasSize(1);
        assertThat(log.lines("POSTERN-2015")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "QUIT\r\n"})
    void whoClosesItsDirectionHearsEveryReplyAndNeedNotKnow(String saidTogether) throws Exception {
        activateHolding();
        for (int i = 1; i <= 2; i++) {
            try (Peer peer = peer(server)) {
                peer.beginData();
                peer.send(MESSAGE + ".\r\n" + saidTogether);
                peer.endOutput();
                goOn.countDown();
                assertThat(peer.rest()).matches("250 [^\r]+\r\n" + (saidTogether.isEmpty() ? "" : "221 [^\r]+\r\n"));
            }
        }
        assertThat(bean.received()).hasSize(1);
    }

    /** What the server sees of a reset behind a load balancer is an orderly end. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoVanishedBehindAProxyDoesNotKnow(boolean beforeTheReply) throws Exception {
        activateHolding();
        try (ResetHidingProxy proxy = new ResetHidingProxy(server.port)) {
            Peer peer = Peer.greeted("127.0.0.1", proxy.port());
            peer.beginData();
            peer.send(MESSAGE + ".\r\n");
            await().until(() -> bean.received().size() == 1);
            if (beforeTheReply) {
                peer.reset();
            }
            goOn.countDown();
            await().until(() -> log.lines("POSTERN-2001").size() == 1);
            if (!beforeTheReply) {
                peer.reset();
            }

            assertThat(send(server, MESSAGE)).startsWith("250");
            assertThat(bean.received()).hasSize(1);
        }
    }

    /** One thread reads both connections, so the end of the first is seen before the second has come to its message. */
    @Test
    void aSecondTryOfWhoClosedItsDirectionIsToldToComeLaterToo() throws Exception {
        try (RunningServer other = new RunningServer()) {
            other.adapter.setIoThreads("1");
            other.start();
            FakeBean holding = other.bean("orders")
                    .doing(mail -> assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue());
            other.activate(holding);
            try (Peer first = peer(other);
                    Peer second = peer(other)) {
                first.beginData();
                first.send(MESSAGE + ".\r\n");
                first.endOutput();
                await().until(() -> holding.received().size() == 1);

                assertThat(second.deliver(MESSAGE)).startsWith("451 4.3.2");

                goOn.countDown();
                assertThat(first.rest()).startsWith("250 ");
                assertThat(second.deliver(MESSAGE)).startsWith("250 ");
            }
            assertThat(holding.received()).hasSize(1);
        }
    }

    @Test
    void whoVanishesAfterAQuitThatCameWithTheMessageDoesNotKnow() throws Exception {
        activateHolding();
        try (Peer peer = peer(server)) {
            peer.beginData();
            peer.send(MESSAGE + ".\r\nQUIT\r\n");
            await().until(() -> bean.received().size() == 1);
        }
        goOn.countDown();
        await().until(() -> log.lines("POSTERN-2001").size() == 1);

        assertThat(send(server, MESSAGE)).startsWith("250");
        assertThat(bean.received()).hasSize(1);
    }

    @Test
    void theNextServerKnowsWhatTheLastOneKnew() throws Exception {
        activateHolding();
        sendAndVanish(true);
        goOn.countDown();
        await().until(() -> log.lines("POSTERN-2001").size() == 1);
        server.adapter.stop();

        try (RunningServer next = restarted(server.port)) {
            FakeBean same = next.bean("orders");
            next.activate(same);
            assertThat(send(next, MESSAGE)).startsWith("250");
            assertThat(same.received()).isEmpty();
            send(next, MESSAGE);
            assertThat(same.received()).hasSize(1);
        }
    }

    @Test
    void whatWasRolledBackIsDeliveredAgain() throws Exception {
        server.activate(bean.doing(mail -> {
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
            if (bean.received().size() == 1) {
                throw new IllegalStateException("first try");
            }
        }));
        sendAndVanish(true);
        goOn.countDown();
        await().until(() -> log.lines("POSTERN-2005").size() == 1);

        assertThat(send(server, MESSAGE)).startsWith("250");
        assertThat(bean.received()).hasSize(2);
    }

    @Test
    void anotherMessageIsAnother() throws Exception {
        activateHolding();
        sendAndVanish(true);
        goOn.countDown();
        await().until(() -> log.lines("POSTERN-2001").size() == 1);

        assertThat(send(server, MESSAGE + "2 x gadget\r\n")).startsWith("250");
        assertThat(bean.received()).hasSize(2);
        try (Peer peer = peer(server)) {
            peer.ask("MAIL FROM:<other@example.org>");
            peer.ask("RCPT TO:<b@example.org>");
            peer.ask("DATA");
            peer.ask(MESSAGE + ".");
            peer.ask("MAIL FROM:<a@example.org>");
            peer.ask("RCPT TO:<b@example.org>");
            peer.ask("RCPT TO:<c@example.org>");
            peer.ask("DATA");
            peer.ask(MESSAGE + ".");
        }
        assertThat(bean.received()).hasSize(4);
        send(server, MESSAGE);
        assertThat(bean.received()).hasSize(4);
    }

    /** Nobody has another one's message swallowed by sending it first. */
    @ParameterizedTest
    @CsvSource({"127.0.0.2, client.example.org", "127.0.0.1, other.example.org"})
    void theSameOctetsOfAnotherSenderAreAnotherMessage(String ip, String name) throws Exception {
        activateHolding();
        sendAndVanish(true);
        goOn.countDown();
        await().until(() -> log.lines("POSTERN-2001").size() == 1);

        for (int i = 2; i <= 3; i++) {
            try (Peer other = connect(() -> Peer.connectFrom(ip, "127.0.0.1", server.port))) {
                other.ask("EHLO " + name);
                assertThat(other.deliver(MESSAGE)).startsWith("250 ");
                other.ask("QUIT");
            }
            assertThat(bean.received()).hasSize(i);
        }
        assertThat(send(server, MESSAGE)).startsWith("250 ");
        assertThat(bean.received()).hasSize(3);
    }

    @Test
    void nothingIsRememberedForAWindowOfZero() throws Exception {
        try (RunningServer forgetful = new RunningServer()) {
            forgetful.adapter.setMaxConnections("1");
            forgetful.adapter.setDuplicateWindowSeconds("0");
            forgetful.start();
            FakeBean again = forgetful.bean("orders");
            forgetful.activate(again);
            try (Peer peer = peer(forgetful)) {
                peer.beginData();
                peer.send(MESSAGE + ".\r\n");
            }
            await().until(() -> log.lines("POSTERN-2001").size() == 1);
            send(forgetful, MESSAGE);
            assertThat(again.received()).hasSize(2);
        }
    }

    @Test
    void ofBeansThatShareOnlyThoseThatFailedAreCalledAgain() throws Exception {
        FakeBean second = server.bean("archive").doing(mail -> {
            if (goOn.getCount() > 0) {
                throw new IllegalStateException("not now");
            }
        });
        server.activate(bean, sharing("*@example.org"));
        server.activate(second, sharing("*"));

        assertThat(send(server, MESSAGE)).startsWith("451 4.3.0");
        assertThat(send(server, MESSAGE)).startsWith("451 4.3.0");
        goOn.countDown();
        assertThat(send(server, MESSAGE)).startsWith("250");
        assertThat(bean.received()).hasSize(1);
        assertThat(second.received()).hasSize(3);
        // Each of these connections ended in order, after its reply.
        assertThat(log.lines("POSTERN-2015"))
                .hasSize(2)
                .allMatch(line -> line.contains("or another bean did not take its copy"));

        assertThat(send(server, MESSAGE)).startsWith("250");
        assertThat(bean.received()).hasSize(2);
        assertThat(second.received()).hasSize(4);
    }

    private RunningServer restarted(int port) throws Exception {
        RunningServer next = new RunningServer(FakeSecurity.none(), new SmtpResourceAdapter(), port);
        next.adapter.setStateDirectory(state.toString());
        return next.start();
    }

    private void activateHolding() throws Exception {
        server.activate(
                bean.doing(mail -> assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue()));
    }

    private void sendAndVanish(boolean withReset) throws Exception {
        try (Peer peer = peer(server)) {
            peer.beginData();
            peer.send(MESSAGE + ".\r\n");
            await().until(() -> bean.received().size() == 1);
            if (withReset) {
                peer.reset();
            }
        }
    }

    /** Connects when the connection before is gone: there may be one only. */
    private static Peer peer(RunningServer to) throws Exception {
        Peer peer = connect(() -> Peer.connect("127.0.0.1", to.port));
        peer.ask("EHLO client.example.org");
        return peer;
    }

    private static Peer connect(Callable<Peer> how) {
        return await().until(
                        () -> {
                            Peer peer = how.call();
                            if (peer.reply().startsWith("220")) {
                                return Optional.of(peer);
                            }
                            peer.close();
                            return Optional.<Peer>empty();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String send(RunningServer to, String content) throws Exception {
        try (Peer peer = peer(to)) {
            String reply = peer.deliver(content);
            peer.ask("QUIT");
            return reply;
        }
    }

    private static SmtpActivationSpec sharing(String recipients) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(recipients);
        spec.setOverlap("copy");
        return spec;
    }
}
