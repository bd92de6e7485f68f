package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.net.Peer;

/**
 * Senders that try again until each recipient has its message or is refused, with connections that break and beans that fail, by
 * chance: a mailbox gets each message once, and never without the sender being told so.
 */
@Timeout(600)
class RecipientStoriesTest {
    /** The last ones are the same mailbox, each to its neighbour. */
    private static final List<String> MAILBOXES = List.of(
            "ann@example.com",
            "bob@example.com",
            "cid@example.com",
            "dan@example.com",
            "eve@example.com",
            "eve@EXAMPLE.com",
            "\"eve\"@example.com",
            "eve@example.com.");

    private static final int STORIES = Integer.getInteger("postern.stories", 8);

    private final long seed = Long.getLong("postern.stories.seed", System.nanoTime());
    private final Random chance = new Random(seed);
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    /** What each bean does with a message for a mailbox, one after the other; then it takes it. */
    private final Map<String, Deque<FakeBean.Behaviour>> plans = new ConcurrentHashMap<>();
    /** Bean, message and mailbox. */
    private final List<String> taken = new CopyOnWriteArrayList<>();

    private String hello = "EHLO";

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    @ParameterizedTest
    @CsvSource({
        "smtp, EHLO, desk=recipient",
        "lmtp, LHLO, desk=recipient",
        "smtp, EHLO, desk=recipient shelf=recipient",
        "lmtp, LHLO, desk=recipient shelf=recipient",
        "smtp, EHLO, desk=recipient whole=message",
    })
    void eachMailboxGetsEachMessageOnce(String scheme, String greeting, String beans) throws Exception {
        hello = greeting;
        server.adapter.setListen(scheme + "://127.0.0.1:" + server.port);
        server.adapter.setSpoolThresholdBytes(chance.nextBoolean() ? "0" : "100000");
        server.start();
        List<String> names = new ArrayList<>();
        for (String bean : beans.split(" ", -1)) {
            names.add(bean.replaceFirst("=.*", ""));
            SmtpActivationSpec spec = new SmtpActivationSpec();
            spec.setTransaction(bean.replaceFirst(".*=", ""));
            spec.setOverlap("copy");
            String name = names.get(names.size() - 1);
            server.activate(server.bean(name).doing(message -> called(name, message)), spec);
        }
        server.settle();

        for (int story = 0; story < STORIES; story++) {
            tell("story " + story, names);
        }

        assertThat(log.lines("POSTERN-2001")).isNotEmpty();
        await().untilAsserted(() -> {
            assertThat(used("SpoolFilesUsed")).isZero();
            assertThat(used("ContentMemoryUsed")).isZero();
        });
    }

    private void called(String bean, MailMessage message) throws Throwable {
        String subject = message.headers().first("Subject").orElseThrow();
        List<String> mailboxes = new ArrayList<>();
        message.envelope().recipients().forEach(one -> mailboxes.add(mailbox(one.address())));
        for (String mailbox : mailboxes) {
            FakeBean.Behaviour next = plan(bean, subject, mailbox).poll();
            if (next != null) {
                next.onMessage(message);
            }
        }
        mailboxes.stream().distinct().forEach(mailbox -> taken.add(bean + " " + subject + " " + mailbox));
    }

    private Deque<FakeBean.Behaviour> plan(String bean, String subject, String mailbox) {
        return plans.computeIfAbsent(bean + " " + subject + " " + mailbox, all -> new ArrayDeque<>());
    }

    private void tell(String subject, List<String> beans) throws Exception {
        List<String> pending = new ArrayList<>();
        for (int i = 1 + chance.nextInt(7); i > 0; i--) {
            pending.add(MAILBOXES.get(chance.nextInt(MAILBOXES.size())));
        }
        List<String> all = List.copyOf(pending);
        for (String mailbox : all) {
            for (String bean : beans) {
                while (chance.nextInt(3) == 0) {
                    plan(bean, subject, mailbox(mailbox)).add(failure());
                }
            }
        }
        List<String> told = new ArrayList<>();
        List<String> history = new ArrayList<>();
        boolean givenUp = false;
        for (int attempt = 0; attempt < 60 && !pending.isEmpty(); attempt++) {
            Collections.shuffle(pending, chance);
            List<String> replies = attempt(subject, pending);
            history.add(pending + " " + replies);
            List<String> left = new ArrayList<>();
            for (int i = 0; i < pending.size(); i++) {
                String reply = hello.equals("LHLO")
                        ? i < replies.size() ? replies.get(i) : "none"
                        : replies.isEmpty() ? "none" : replies.get(0);
                if (reply.startsWith("250")) {
                    told.add(mailbox(pending.get(i)));
                } else if (reply.startsWith("5")) {
                    givenUp = true;
                } else {
                    left.add(pending.get(i));
                }
            }
            pending = left;
        }
        String story = "seed " + seed + ": " + history;
        assertThat(pending).as(story).isEmpty();
        List<String> ofThis =
                taken.stream().filter(one -> one.contains(" " + subject + " ")).toList();
        assertThat(ofThis).as(story).doesNotHaveDuplicates();
        for (String mailbox : told) {
            for (String bean : beans) {
                assertThat(ofThis).as(story).contains(bean + " " + subject + " " + mailbox);
            }
        }
        if (!givenUp) {
            assertThat(told).as(story).hasSize(all.size());
        }
    }

    private FakeBean.Behaviour failure() {
        int kind = chance.nextInt(8);
        return message -> {
            switch (kind) {
                case 0 -> throw new StackOverflowError();
                case 1 -> throw MailRejectedException.temporarily("4.3.0", "not now");
                case 2 -> throw MailRejectedException.permanently("5.7.1", "never");
                case 3 -> throw new IOException("the bean's own");
                default -> throw new IllegalStateException("the database is away");
            }
        };
    }

    /** What the sender has read of the replies to the message. */
    private List<String> attempt(String subject, List<String> recipients) throws Exception {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> used("Connections") == 0);
        int expected = hello.equals("LHLO") ? recipients.size() : 1;
        int end = chance.nextInt(6);
        int read = end > 1 ? expected : chance.nextInt(expected + 1);
        List<String> replies = new ArrayList<>();
        try (Peer peer = Peer.connect("127.0.0.1", server.port)) {
            peer.reply();
            peer.ask(hello + " client.example.org");
            StringBuilder sent = new StringBuilder("MAIL FROM:<joe@example.org>\r\n");
            recipients.forEach(one -> sent.append("RCPT TO:<" + one + ">\r\n"));
            String content = "Subject: " + subject + "\r\n\r\n1 x widget\r\n";
            boolean chunks = chance.nextBoolean();
            boolean quits = end > 3;
            if (chunks) {
                int first = chance.nextInt(content.length());
                sent.append("BDAT " + first + "\r\n" + content.substring(0, first));
                sent.append("BDAT " + (content.length() - first) + " LAST\r\n" + content.substring(first));
                sent.append(quits ? "NOOP\r\nRSET\r\nQUIT\r\n" : "");
                peer.send(sent.toString());
            } else {
                peer.send(sent + "DATA\r\n");
            }
            for (int i = 0; i < recipients.size() + 1; i++) {
                assertThat(peer.reply()).startsWith("250");
            }
            if (chunks) {
                assertThat(peer.reply()).startsWith("250");
            } else {
                assertThat(peer.reply()).startsWith("354");
                peer.send(content + ".\r\n" + (quits ? "NOOP\r\nRSET\r\nQUIT\r\n" : ""));
            }
            for (int i = 0; i < read; i++) {
                replies.add(peer.reply());
            }
            if (end == 0) {
                peer.reset();
            } else if (end > 1) {
                if (!quits) {
                    peer.send("NOOP\r\nRSET\r\nQUIT\r\n");
                }
                assertThat(peer.rest()).matches("250 [^\r]*\r\n250 [^\r]*\r\n221 [^\r]*\r\n");
            }
        }
        return replies;
    }

    /** As standards tell mailboxes apart, and this test does not use local parts that differ by case. */
    private static String mailbox(String address) {
        return address.replace("\"", "").replaceFirst("\\.$", "").toLowerCase(Locale.ROOT);
    }

    private static long used(String attribute) throws Exception {
        return ((Number) ManagedBean.only("Adapter", "adapter=*").get(attribute)).longValue();
    }
}
