package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.net.Peer;

/** What happens to recipients with transactions of their own while some of them are delivered, and others are not. */
class RecipientTransactionsUnderWayTest extends RecipientTransactionsSetUp {
    @ParameterizedTest
    @CsvSource({"smtp, EHLO, 0", "lmtp, LHLO, 1000000"})
    void aThousandHaveOnePlaceOneContentAndNothingIsLeftOfThem(String scheme, String hello, String threshold)
            throws Exception {
        server.adapter.setMaxConcurrentDeliveries("1");
        server.adapter.setMaxWaitingDeliveries("0");
        server.adapter.setSpoolThresholdBytes(threshold);
        server.adapter.setListen(scheme + "://127.0.0.1:" + server.port);
        server.start();
        Set<String> held = ConcurrentHashMap.newKeySet();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setTransaction("recipient");
        server.activate(
                server.bean("desk").doing(message -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    calls.add(message.envelope().recipients().get(0).address());
                    held.add(used("SpoolFilesUsed") + " " + used("ContentMemoryUsed"));
                    atOnce.decrementAndGet();
                }),
                spec);
        String[] locals = IntStream.range(0, 1_000).mapToObj(i -> "r" + i).toArray(String[]::new);

        assertThat(send(hello, locals)).containsOnly("250");

        assertThat(calls)
                .containsExactlyElementsOf(IntStream.range(0, 1_000)
                        .mapToObj(i -> "r" + i + "@example.com")
                        .toList());
        assertThat(most).hasValue(1);
        assertThat(held).hasSize(1).doesNotContain("0 0");
        await().untilAsserted(() -> {
            for (String what : List.of("SpoolFilesUsed", "SpoolUsed", "ContentMemoryUsed", "EnvelopeMemoryUsed")) {
                assertThat(used(what)).as(what).isZero();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"smtp, EHLO, 451", "lmtp, LHLO, 250 451 451"})
    void aBeanThatIsPausedInTheMiddleGetsTheOthersWhenItIsResumed(String scheme, String hello, String replies)
            throws Exception {
        start(scheme, "desk=recipient", "other=recipient");
        behaviours.put("desk ann", message -> ManagedBean.activation("desk").pause());

        assertThat(String.join(" ", send(hello, "ann", "bob", "cid"))).isEqualTo(replies);
        assertThat(calls).filteredOn(call -> call.startsWith("desk")).containsExactly("desk ann");

        behaviours.clear();
        calls.clear();
        ManagedBean.activation("desk").resume();
        assertThat(send(hello, (scheme.equals("smtp") ? "ann bob cid" : "bob cid").split(" ", -1)))
                .containsOnly("250");
        assertThat(calls).containsExactly("desk bob", "desk cid");
    }

    @Test
    void aBeanThatIsUndeployedInTheMiddleEndsWhatItHasBegun() throws Exception {
        server.adapter.setListen("lmtp://127.0.0.1:" + server.port);
        server.start();
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setTransaction("recipient");
        CountDownLatch ended = new CountDownLatch(1);
        FakeBean bean = server.bean("desk");
        bean.doing(message -> {
            calls.add(message.envelope().recipients().get(0).address());
            Thread undeployment = new Thread(() -> {
                server.adapter.endpointDeactivation(bean, spec);
                ended.countDown();
            });
            undeployment.start();
            await().until(() -> StopSetUp.WAITING.contains(undeployment.getState()));
        });
        server.activate(bean, spec);

        assertThat(send("LHLO", "ann", "bob", "cid")).containsExactly("250", "451", "451");

        ended.await();
        assertThat(calls).containsExactly("ann@example.com");
    }

    @ParameterizedTest
    @CsvSource({"EHLO, smtp, 86400, ''", "LHLO, lmtp, 86400, ''", "EHLO, smtp, 0, desk ann desk bob"})
    void whenTheSenderHasGoneNoneIsBegunAndTheNextTryGoesOnFromThere(
            String hello, String scheme, String remembered, String again) throws Exception {
        server.adapter.setDuplicateWindowSeconds(remembered);
        start(scheme, "desk=recipient");
        CountDownLatch gone = new CountDownLatch(1);
        behaviours.put("desk bob", message -> {
            gone.await();
            await().until(() -> used("Connections") == 0);
        });
        try (Peer peer = Peer.connect("127.0.0.1", server.port)) {
            peer.reply();
            peer.ask(hello + " client.example.org");
            peer.ask("MAIL FROM:<joe@example.org>");
            for (String local : List.of("ann", "bob", "cid")) {
                peer.ask("RCPT TO:<" + local + "@example.com>");
            }
            peer.ask("DATA");
            peer.send("Subject: order\r\n\r\n1 x widget\r\n.\r\n");
            await().until(() -> calls.contains("desk bob"));
            peer.reset();
        }
        gone.countDown();
        await().until(() -> log.lines("POSTERN-2001").size() == 2);
        await().until(() -> log.lines("POSTERN-2016").size() == 1);
        assertThat(calls).containsExactly("desk ann", "desk bob");
        behaviours.clear();

        assertThat(send(hello, "ann", "bob", "cid")).containsOnly("250");

        assertThat(String.join(" ", calls)).isEqualToNormalizingWhitespace("desk ann desk bob " + again + " desk cid");
    }

    private static long used(String attribute) throws Exception {
        return ((Number) ManagedBean.only("Adapter", "adapter=*").get(attribute)).longValue();
    }
}
