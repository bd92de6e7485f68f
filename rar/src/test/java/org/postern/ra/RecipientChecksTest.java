package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.api.MailRejectedException;
import org.postern.net.MailTransaction;
import org.postern.net.ManualClock;
import org.postern.net.Peer;
import org.postern.net.ReceivedMessages;
import org.postern.ra.config.Property;
import org.postern.ra.delivery.Activation;
import org.postern.ra.delivery.BeanLanes;
import org.postern.ra.delivery.DeliveryMessages;
import org.postern.ra.delivery.RecipientCheck;
import org.postern.ra.delivery.RecipientCheckWork;
import org.postern.ra.delivery.RecipientChecks;
import org.postern.smtp.MailboxPatterns;
import org.postern.smtp.Recipient;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** Beans that want to be asked about each recipient. */
@Timeout(60)
class RecipientChecksTest {
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final FakeBean bean = server.bean("aware").asked(check -> {
        String address = check.recipient().address();
        asked.add(check.reversePath().orElse("") + " " + check.session().heloName() + " "
                + check.session().protocol() + " " + check.parameters() + " " + address);
        switch (address.substring(0, address.indexOf('@'))) {
            case "reject" -> throw MailRejectedException.permanently("5.1.1", "Nobody of that name");
            case "defer" -> throw MailRejectedException.temporarily("4.2.2", "Mailbox full");
            case "throw" -> throw new IllegalStateException("secret");
            case "error" -> throw new StackOverflowError("secret");
            case "wait" -> gate.await();
            default -> {}
        }
    });

    /** For those whose threads and time a test gives itself. */
    private final ManualClock time = new ManualClock();

    private final ManualWorkManager workManager = new ManualWorkManager();
    private final BeanLanes lanes = Settings.lanes(workManager, time);
    private final RecipientChecks recipientChecks =
            new RecipientChecks(lanes, new FakeTransactions().ofThreads(), time, new DeliveryMessages(Settings.log()));

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        gate.countDown();
        server.close();
        log.close();
    }

    @Test
    void theBeanDecidesAboutEachRecipient() throws Exception {
        server.activate(bean);

        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org> SIZE=5");
            assertThat(peer.ask("RCPT TO:<reject@example.com>")).isEqualTo("550 5.1.1 Nobody of that name\r\n");
            assertThat(peer.ask("RCPT TO:<defer@example.com>")).isEqualTo("451 4.2.2 Mailbox full\r\n");
            assertThat(peer.ask("RCPT TO:<b@example.com>")).startsWith("250");
            assertThat(bean.calls()).doesNotContain("before onMessage");
            peer.ask("DATA");
            assertThat(peer.ask(".")).startsWith("250");
        }
        assertThat(asked)
                .containsExactly(
                        "a@example.org client.example.org ESMTP {SIZE=5} reject@example.com",
                        "a@example.org client.example.org ESMTP {SIZE=5} defer@example.com",
                        "a@example.org client.example.org ESMTP {SIZE=5} b@example.com");
        assertThat(bean.received()).hasSize(1);
        await().untilAsserted(() ->
                assertThat(bean.calls().stream().filter("release"::equals)).hasSize(4));
    }

    /** Who accepted everybody then would make backscatter of what is refused later. */
    @Test
    void aBeanWhoseClassNobodyTellsIsAskedIfItsActivationSaysSo() throws Exception {
        server.activate(bean.anonymous(), new RecipientAwareActivationSpec());

        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            assertThat(peer.ask("RCPT TO:<reject@example.com>")).isEqualTo("550 5.1.1 Nobody of that name\r\n");
            assertThat(peer.ask("RCPT TO:<b@example.com>")).startsWith("250");
            peer.ask("DATA");
            assertThat(peer.ask(".")).startsWith("250");
        }
        assertThat(asked).hasSize(2);
    }

    @Test
    void aBeanThatFailsRefusesForNowAndItsTextStaysHere() throws Exception {
        server.activate(bean);

        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            for (String failing : List.of("throw", "error")) {
                assertThat(peer.ask("RCPT TO:<" + failing + "@example.com>"))
                        .isEqualTo(
                                "451 4.3.0 Cannot say at the moment whether this mailbox exists, try again later\r\n");
            }
            assertThat(peer.ask("RCPT TO:<b@example.com>")).startsWith("250");
        }
        assertThat(log.lines("POSTERN-2013")).hasSize(2).first().asString().contains("throw@example.com");
    }

    @Test
    void aBeanThatThinksTooLongRefusesForNow() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipientTimeoutSeconds("1");
        server.activate(bean, spec);

        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            assertThat(peer.ask("RCPT TO:<wait@example.com>")).startsWith("451 4.3.0");
            assertThat(peer.ask("RCPT TO:<b@example.com>")).startsWith("250");
            gate.countDown();
            peer.ask("DATA");
            assertThat(peer.ask(".")).startsWith("250");
        }
    }

    @Test
    void questionsTakeTheirTurns() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setMaxConcurrentDeliveries("1");
        server.activate(bean, spec);

        try (Peer first = Peer.greeted("127.0.0.1", server.port);
                Peer second = Peer.greeted("127.0.0.1", server.port)) {
            first.ask("MAIL FROM:<a@example.org>");
            second.ask("MAIL FROM:<a@example.org>");
            first.send("RCPT TO:<wait@example.com>\r\n");
            await().until(() -> asked.size() == 1);
            second.send("RCPT TO:<b@example.com>\r\n");
            try (Peer other = Peer.greeted("127.0.0.1", server.port)) {
                for (int i = 0; i < 20; i++) {
                    assertThat(other.ask("NOOP")).startsWith("250");
                }
            }
            assertThat(asked).hasSize(1);
            gate.countDown();
            assertThat(first.reply()).startsWith("250");
            assertThat(second.reply()).startsWith("250");
        }
        assertThat(asked).hasSize(2);
    }

    @Test
    void nobodyIsAskedWhenTheTimeIsOver() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setMaxConcurrentDeliveries("1");
        spec.setRecipientTimeoutSeconds("1");
        server.activate(bean, spec);

        try (Peer first = Peer.greeted("127.0.0.1", server.port);
                Peer second = Peer.greeted("127.0.0.1", server.port)) {
            first.ask("MAIL FROM:<a@example.org>");
            second.ask("MAIL FROM:<a@example.org>");
            first.send("RCPT TO:<wait@example.com>\r\n");
            await().until(() -> asked.size() == 1);
            assertThat(second.ask("RCPT TO:<b@example.com>")).startsWith("451 4.3.0");
            gate.countDown();
            assertThat(first.reply()).startsWith("451 4.3.0");
            assertThat(second.ask("RCPT TO:<c@example.com>")).startsWith("250");
        }
        assertThat(asked).hasSize(2).last().asString().endsWith("c@example.com");
    }

    /** A bean that hangs must not collect more and more of them. */
    @Test
    void whoWasGivenUpDoesNotWaitAnyMore() {
        Activation activation = new Activation(
                bean, Settings.endpoint(Property.MAX_CONCURRENT_DELIVERIES, 1, Property.RECIPIENT_TIMEOUT_SECONDS, 10));
        ask(activation, "first@example.com");
        CompletableFuture<Optional<Reply>> second = ask(activation, "second@example.com");
        time.pass(Duration.ofSeconds(10));
        lanes.settle();
        assertThat(lanes.waiting(activation, work -> true)).isOne();
        assertThat(second).isNotDone();

        time.pass(Duration.ofNanos(1));
        lanes.settle();

        assertThat(second.join()).hasToString("Optional[" + Replies.recipientUndecided() + "]");
        assertThat(lanes.waiting(activation, work -> true)).isZero();
    }

    /** The container may have had no thread for a while. */
    @Test
    void aQuestionThatWasGivenUpIsNotAsked() {
        Activation activation = new Activation(bean, Settings.endpoint(Property.RECIPIENT_TIMEOUT_SECONDS, 10));
        CompletableFuture<Optional<Reply>> answer = ask(activation, "b@example.com");

        time.pass(Duration.ofSeconds(11));
        lanes.settle();
        assertThat(answer.join()).hasToString("Optional[" + Replies.recipientUndecided() + "]");
        workManager.runNext();

        assertThat(bean.calls()).isEmpty();
        assertThat(lanes.beans()).isZero();
    }

    /** What was left on its thread is not the bean's, and what it leaves is not for whoever comes next. */
    @Test
    void aQuestionIsAskedOutsideOfAnyTransaction() {
        FakeTransactions transactions = new FakeTransactions();
        List<Integer> seen = new ArrayList<>();
        FakeBean curious = new FakeBean(transactions).asked(check -> {
            seen.add(transactions.getTransactionStatus());
            transactions.begin();
        });
        RecipientCheckWork work = new RecipientCheckWork(
                question(),
                new Activation(curious, Settings.endpoint()),
                transactions.ofThreads("java:jboss/TransactionManager", TransactionManager.class),
                new ManualClock(),
                new DeliveryMessages(Settings.log()));
        assertThat(work.isForBean()).isTrue();
        transactions.begin();

        assertThat(work.run()).isTrue();

        assertThat(seen).containsExactly(Status.STATUS_NO_TRANSACTION);
        assertThat(work.answer().join()).isEmpty();
        assertThat(transactions.getTransactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(log.lines("POSTERN-2021")).hasSize(2);
    }

    @Test
    void inATransactionOfSomebodyElseNothingIsAsked() {
        FakeTransactions transactions = new FakeTransactions();
        RecipientCheckWork work = new RecipientCheckWork(
                question(),
                new Activation(bean, Settings.endpoint()),
                transactions.ofThreads(),
                new ManualClock(),
                new DeliveryMessages(Settings.log()));
        assertThat(work.isForBean()).isTrue();
        transactions.begin();

        assertThat(work.run()).isTrue();

        assertThat(bean.calls()).isEmpty();
        assertThat(work.answer().join()).hasToString("Optional[" + Replies.recipientUndecided() + "]");
    }

    private CompletableFuture<Optional<Reply>> ask(Activation activation, String mailbox) {
        return recipientChecks.ask(activation, transaction(), new Recipient(mailbox, Map.of()));
    }

    private static RecipientCheck question() {
        return new RecipientCheck(
                transaction(), new Recipient("b@example.com", Map.of()), MailboxPatterns.parse("*", word -> {}));
    }

    private static MailTransaction transaction() {
        return ReceivedMessages.transaction();
    }

    @Test
    void onlyWhoIsWantedIsAskedAbout() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients("*@example.com");
        server.activate(bean, spec);

        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("MAIL FROM:<a@example.org>");
            assertThat(peer.ask("RCPT TO:<b@elsewhere.example>")).startsWith("550 5.1.1");
        }
        assertThat(asked).isEmpty();
    }
}
