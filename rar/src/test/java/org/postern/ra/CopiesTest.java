package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Peer;

/** One message for several beans, and several parts of one message for one bean. */
@Timeout(60)
class CopiesTest {
    private static final String MESSAGE = "Subject: alarm\r\n\r\ntemperature is high\r\n";

    private final RunningServer server = new RunningServer();
    private final Queue<Integer> failing = new ConcurrentLinkedQueue<>();
    private final Queue<String> ids = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        server.close();
    }

    /** What a container calls beans may be nothing at all, or cut off. */
    @ParameterizedTest
    @CsvSource({"2, 0, true", "2, 1, true", "2, 0, false", "2, 1, false", "3, 1, true", "3, 2, false"})
    void whatOneOfSeveralBeansOfOneNameHasCommittedIsStillOwedToTheOthers(int count, int broken, boolean anonymous)
            throws Exception {
        server.start();
        List<FakeBean> beans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            FakeBean bean = server.bean("x")
                    .named(anonymous ? null : "a".repeat(128))
                    .doing(message -> {
                        if (failing.contains(number)) {
                            throw new IllegalStateException("the database is away");
                        }
                    });
            beans.add(anonymous ? bean.anonymous() : bean);
            SmtpActivationSpec spec = new SmtpActivationSpec();
            spec.setOverlap("copy");
            server.activate(bean, spec);
        }
        server.settle();
        failing.add(broken);
        await().untilAsserted(() -> assertThat(server.send(MESSAGE)).startsWith("451"));
        await().until(() -> beans.stream().noneMatch(bean -> bean.received().isEmpty()));
        List<Integer> before =
                beans.stream().map(bean -> bean.received().size()).toList();
        failing.clear();

        assertThat(server.send(MESSAGE)).startsWith("250");

        List<Integer> more = IntStream.range(0, count)
                .mapToObj(i -> beans.get(i).received().size() - before.get(i))
                .toList();
        assertThat(more)
                .isEqualTo(IntStream.range(0, count)
                        .mapToObj(i -> i == broken ? 1 : 0)
                        .toList());
    }

    /** Recipients are those of {@code a}, of {@code b} and of both, in any order and number. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "ab", "a both", "both a", "a both b", "both b a a", "b both both a", "a a b b both both"})
    void aBeanNeverSeesOneIdTwice(String recipients) throws Exception {
        server.adapter.setListen("lmtp://127.0.0.1:" + server.port);
        server.start();
        for (String bean : List.of("a", "b")) {
            SmtpActivationSpec spec = new SmtpActivationSpec();
            spec.setOverlap("copy");
            spec.setRecipients(bean + "@*, both@*");
            server.activate(
                    server.bean(bean).doing(message -> {
                        ids.add(bean + " " + message.id());
                        assertThat(message.traceFields()).contains(" id " + message.id());
                        assertThat(message.id()).matches("[A-Za-z0-9-]{1,40}");
                    }),
                    spec);
        }
        server.settle();
        List<String> to = List.of(recipients.split(" ", -1));
        List<String> replies = new ArrayList<>();
        try (Peer peer = Peer.connect("127.0.0.1", server.port)) {
            peer.reply();
            peer.ask("LHLO client.example.org");
            peer.ask("MAIL FROM:<joe@example.org>");
            for (int i = 0; i < to.size(); i++) {
                String local = to.get(i).equals("ab") ? "both" : to.get(i);
                assertThat(peer.ask("RCPT TO:<" + local + "@" + i + ".example.com>"))
                        .startsWith("250");
            }
            peer.ask("DATA");
            peer.send(MESSAGE + ".\r\n");
            for (int i = 0; i < to.size(); i++) {
                replies.add(peer.reply());
            }
        }

        assertThat(replies).allMatch(reply -> reply.startsWith("250"));
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
        assertThat(replies).allMatch(reply -> ids.stream()
                .map(id -> id.substring(2))
                .anyMatch(id -> reply.matches("(?s).*\\b" + id + "(?![-0-9]).*")));
    }

    @Test
    void aSmallMessageIsTakenThoughThereIsNoRoomForFiles() throws Exception {
        server.adapter.setMaxSpoolBytes("0");
        server.adapter.setSpoolThresholdBytes("1000");
        server.start();
        server.activate(server.bean("orders"));

        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            assertThat(peer.ask("MAIL FROM:<a@example.org> SIZE=1001")).startsWith("452");
            assertThat(peer.ask("MAIL FROM:<a@example.org> SIZE=1000")).startsWith("250");
        }
    }
}
