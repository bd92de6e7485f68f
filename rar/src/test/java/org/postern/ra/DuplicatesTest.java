package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Peer;
import org.postern.net.ResetHidingProxy;

/** A message is delivered once although its sender did not hear the reply. */
class DuplicatesTest extends DuplicatesSetUp {
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
}
