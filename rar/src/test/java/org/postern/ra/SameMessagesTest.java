package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.net.Peer;

/** Which messages are the same, and how long that is known. */
class SameMessagesTest extends DuplicatesSetUp {
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
}
