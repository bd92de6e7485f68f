package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.Peer;

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
                .contains("FakeBean (orders) has committed the same one");
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
        try (RunningServer other = new RunningServer().start();
                Peer one = withBean(other);
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
        assertThat(bean.received()).hasSize(3);
        assertThat(log.lines("POSTERN-2015")).isEmpty();
    }

    @Test
    void whoClosesAfterTheReplyKnows() throws Exception {
        server.activate(bean);
        for (int i = 1; i <= 3; i++) {
            try (Peer peer = peer(server)) {
                assertThat(peer.deliver(MESSAGE)).startsWith("250");
            }
            assertThat(bean.received()).hasSize(i);
        }
    }

    @Test
    void whoSaysQuitWithTheMessageKnowsWhenItClosesAfterTheReplies() throws Exception {
        server.activate(bean);
        for (int i = 1; i <= 3; i++) {
            try (Peer peer = peer(server)) {
                peer.beginData();
                peer.send(MESSAGE + ".\r\nQUIT\r\n");
                assertThat(peer.rest()).startsWith("250").contains("\r\n221 ");
            }
            assertThat(bean.received()).hasSize(i);
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
    void whoClosesItsDirectionAndReadsOnKnows() throws Exception {
        server.activate(bean);
        for (int i = 1; i <= 3; i++) {
            try (Peer peer = peer(server)) {
                peer.beginData();
                peer.send(MESSAGE + ".\r\n" + (i == 2 ? "QUIT\r\n" : ""));
                peer.endOutput();
                assertThat(peer.rest()).startsWith("250 ").doesNotContain("reset");
            }
            assertThat(bean.received()).hasSize(i);
        }
    }

    @Test
    void theNextServerKnowsWhatTheLastOneKnew() throws Exception {
        activateHolding();
        sendAndVanish(true);
        goOn.countDown();
        await().until(() -> log.lines("POSTERN-2001").size() == 1);
        server.adapter.stop();

        try (RunningServer next = new RunningServer()) {
            next.adapter.setStateDirectory(state.toString());
            next.start();
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

        assertThat(send(server, MESSAGE)).startsWith("250");
        assertThat(bean.received()).hasSize(2);
        assertThat(second.received()).hasSize(4);
    }

    private Peer withBean(RunningServer other) throws Exception {
        other.activate(bean);
        return peer(other);
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
        while (true) {
            Peer peer = Peer.connect("127.0.0.1", to.port);
            if (peer.reply().startsWith("220")) {
                peer.ask("EHLO client.example.org");
                return peer;
            }
            peer.close();
        }
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
