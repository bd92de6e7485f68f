package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.api.MailListener;

/**
 * The catalogue: whatever a bean does, the reply and the database agree, on every server. The undeployed are in
 * {@link UndeployIT}.
 */
abstract class MisbehavingBeans<S extends TestServer> {
    /** Fewer than refusals that a session may have. */
    private static final int MESSAGES_A_SESSION = 10;

    private static final String TRY_LATER = "451 4.3.0 Message ID could not be processed, try again later";

    @RegisterExtension
    final Ledger ledger = new Ledger();

    @RegisterExtension
    final Gate gate = new Gate();

    /** After the others, so that it ends before them. */
    @RegisterExtension
    final S server;

    final int port = FreePorts.on("127.0.0.1");

    MisbehavingBeans(S server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(classes = {PlainDataSource.class, JdbcDataSource.class})
    void inTheContainersTransactionTheReplyFollowsTheOutcome(Class<? extends DataSource> driver) throws Exception {
        deploy(Ears.withBeans().bean(ManagedBean.class, Map.of()).withLedger(ledger, driver));

        assertThat(replyTo("return")).isEqualTo("250 2.0.0 OK, message ID accepted");
        assertThat(ledger.recipients()).containsExactly("return@example.com");

        assertThat(replyTo("throw")).isEqualTo(TRY_LATER);
        assertThat(replyTo("error")).isEqualTo(TRY_LATER);
        assertThat(replyTo("rollback-only")).isEqualTo(TRY_LATER);
        assertThat(replyTo("refuse-commit")).isEqualTo(TRY_LATER);
        assertThat(replyTo("reject")).isEqualTo("550 5.7.1 We do not want this");
        assertThat(replyTo("defer")).isEqualTo("451 4.7.1 Come back tomorrow");
        assertThat(ledger.recipients()).containsExactly("return@example.com");
        assertThat(ledger.calls()).isEqualTo(7);
    }

    /** transaction=recipient: what failed is tried again, and nothing else. */
    @ParameterizedTest
    @CsvSource({
        "smtp, EHLO, 550, 451, return+1 throw return+2 reject return+3, return+1 throw return+2",
        "lmtp, LHLO, 250 451 250 550 250, 451, return+1 throw return+2 reject return+3, throw"
    })
    void eachRecipientHasATransactionOfItsOwn(
            String scheme, String hello, String replies, String repliesToThose, String recipients, String those)
            throws Exception {
        Ears ear = Ears.withBeans()
                .bean(ManagedBean.class, Map.of("transaction", "recipient"))
                .withLedger(ledger);
        deploy(ear, Map.of("listen", scheme + "://127.0.0.1:" + port));

        assertThat(codes(hello, recipients)).isEqualTo(replies);
        assertThat(ledger.recipients())
                .containsExactly("return+1@example.com", "return+2@example.com", "return+3@example.com");
        assertThat(ledger.calls()).isEqualTo(5);

        assertThat(codes(hello, those)).isEqualTo(repliesToThose);

        assertThat(ledger.recipients()).hasSize(3);
        assertThat(ledger.calls()).isEqualTo(6);
    }

    /** The replies to one message for these. */
    private String codes(String hello, String locals) throws Exception {
        List<String> recipients = List.of(locals.split(" ", -1));
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command(hello + " client.example.org", 250);
            client.command("MAIL FROM:<a@example.org>", 250);
            for (String local : recipients) {
                client.command("RCPT TO:<" + local + "@example.com>", 250);
            }
            client.command("DATA", 354);
            client.send("Subject: order\r\n\r\n.");
            List<String> codes = new ArrayList<>();
            for (int i = 0; i < (hello.equals("LHLO") ? recipients.size() : 1); i++) {
                codes.add(client.reply().substring(0, 3));
            }
            return String.join(" ", codes);
        }
    }

    @Test
    void whatABeanSaysOfItIsSaidAfterTheCommitAndNotWithoutIt() throws Exception {
        deploy(Ears.withBeans().bean(ReplyingBean.class, Map.of()).withLedger(ledger));

        assertThat(replyTo("return")).isEqualTo("250 2.0.0 OK, message ID accepted: Ticket of return@example.com");
        assertThat(replyTo("throw")).isEqualTo(TRY_LATER);
        assertThat(replyTo("rollback-only")).isEqualTo(TRY_LATER);
        assertThat(replyTo("refuse-commit")).isEqualTo(TRY_LATER);
        assertThat(replyTo("reject")).isEqualTo("550 5.7.1 We do not want this");
        assertThat(ledger.recipients()).containsExactly("return@example.com");
        assertThat(ledger.calls()).isEqualTo(5);
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            client.command("MAIL FROM:<a@example.org>", 250);
            client.command("RCPT TO:<nobody@example.com>", 550);
        }
    }

    @Test
    void methodsThatSayThemselvesWhichMailTheyTakeEachHaveTheirTransaction() throws Exception {
        deploy(Ears.withBeans().bean(EndpointBean.class, Map.of()).withLedger(ledger));

        assertThat(replyTo("return")).isEqualTo("250 2.0.0 OK, message ID accepted: Managed return");
        assertThat(replyTo("throw")).isEqualTo(TRY_LATER);
        assertThat(replyTo("checked")).isEqualTo(TRY_LATER);
        assertThat(replyTo("error")).isEqualTo(TRY_LATER);
        assertThat(replyTo("rollback-only")).isEqualTo(TRY_LATER);
        assertThat(replyTo("reject")).isEqualTo("550 5.7.1 We do not want this");
        assertThat(replyTo("defer")).isEqualTo("451 4.7.1 Come back tomorrow");
        assertThat(ledger.recipients()).containsExactly("return@example.com");
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", "<return+1@unmanaged.example.com>", "x\r\n", 250);
            client.deliver("<a@example.org>", "<reject+2@unmanaged.example.com>", "x\r\n", 550);
            client.command("MAIL FROM:<a@example.org>", 250);
            assertThat(client.command("RCPT TO:<nobody@example.com>", 550))
                    .isEqualTo("550 5.1.1 There is no such mailbox");
            client.command("RCPT TO:<return+x@unmanaged.example.com>", 550);
        }
        assertThat(ledger.recipients()).containsExactly("return@example.com", "return+1@unmanaged.example.com");
        assertThat(ledger.calls()).isEqualTo(9);
    }

    /** Each recipient has a call and an outcome of its own, and one reply tells the worst. */
    @Test
    void aMessageForTwoIsTwoCallsOfAMethod() throws Exception {
        deploy(Ears.withBeans().bean(EndpointBean.class, Map.of()).withLedger(ledger));

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            client.command("MAIL FROM:<a@example.org>", 250);
            client.command("RCPT TO:<return@example.com>", 250);
            client.command("RCPT TO:<reject@example.com>", 250);
            client.command("DATA", 354);
            client.command(".", 550);
        }
        assertThat(ledger.recipients()).containsExactly("return@example.com");
        assertThat(ledger.calls()).isEqualTo(2);
    }

    /** As where a container looks at {@code @Transactional} alone. */
    @Test
    void aRejectionRollsBackWhereTheApplicationHasItCommitted() throws Exception {
        deploy(Ears.withBeans()
                .bean(ManagedBean.class, Map.of())
                .rejectionsThatCommit()
                .withLedger(ledger));

        assertThat(replyTo("reject")).isEqualTo("550 5.7.1 We do not want this");
        assertThat(replyTo("defer")).isEqualTo("451 4.7.1 Come back tomorrow");
        assertThat(ledger.recipients()).isEmpty();
        assertThat(ledger.calls()).isEqualTo(2);
    }

    @Test
    void aTransactionThatTimedOutIsNotTaken() throws Exception {
        deploy(withShortTransactions(
                Ears.withBeans().bean(ManagedBean.class, Map.of()).withLedger(ledger)));

        assertThat(replyTo("outlive")).isEqualTo(TRY_LATER);
        assertThat(replyTo("return")).startsWith("250 ");
        assertThat(ledger.recipients()).containsExactly("return@example.com");
        assertThat(ledger.calls()).isEqualTo(2);
    }

    @Test
    void whatTheDatabaseCannotCommitIsNotTaken() throws Exception {
        deploy(ManagedBean.class);

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<" + gate.recipient() + ">", "x\r\n");
            gate.awaitArrival();
            ledger.disconnect();
            gate.open();
            client.expect(451);
        }
        assertThat(ledger.recipients()).isEmpty();
        assertThat(ledger.calls()).isEqualTo(1);
    }

    @Test
    void inATransactionOfItsOwnABeanCommitsByReturning() throws Exception {
        deploy(SelfManagedBean.class);

        assertThat(replyTo("return")).startsWith("250 ");
        assertThat(replyTo("throw")).isEqualTo(TRY_LATER);
        assertThat(replyTo("error")).isEqualTo(TRY_LATER);
        assertThat(replyTo("rollback-only")).isEqualTo(TRY_LATER);
        assertThat(replyTo("reject")).isEqualTo("550 5.7.1 We do not want this");
        assertThat(replyTo("defer")).isEqualTo("451 4.7.1 Come back tomorrow");
        assertThat(ledger.recipients()).containsExactly("return@example.com");
        assertThat(ledger.calls()).isEqualTo(6);
    }

    @Test
    void withoutATransactionReturningIsTaking() throws Exception {
        deploy(UnmanagedBean.class);

        assertThat(replyTo("return")).startsWith("250 ");
        assertThat(replyTo("throw")).isEqualTo(TRY_LATER);
        assertThat(replyTo("error")).isEqualTo(TRY_LATER);
        assertThat(replyTo("reject")).isEqualTo("550 5.7.1 We do not want this");
        assertThat(replyTo("defer")).isEqualTo("451 4.7.1 Come back tomorrow");
        assertThat(ledger.recipients()).containsExactly("return@example.com");
        assertThat(ledger.calls()).isEqualTo(5);
    }

    @Test
    void aSessionGoesOnAfterEachFailure() throws Exception {
        deploy(ManagedBean.class);

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            for (String failing : List.of("throw", "error", "rollback-only", "defer")) {
                client.deliver("<a@example.org>", "<" + failing + "@example.com>", "x\r\n", 451);
            }
            client.deliver("<a@example.org>", "<return@example.com>", "x\r\n", 250);
        }
        assertThat(ledger.recipients()).containsExactly("return@example.com");
        assertThat(ledger.calls()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(classes = {ManagedBean.class, SelfManagedBean.class, UnmanagedBean.class})
    void afterAThousandMessagesRepliesAndRowsAgree(Class<? extends MailListener> bean) throws Exception {
        deploy(bean);
        List<String> whatever = bean == UnmanagedBean.class
                ? List.of("return", "throw", "error", "reject", "defer")
                : List.of("return", "throw", "error", "rollback-only", "reject", "defer");
        Random random = new Random(20261124);
        List<String> accepted = new ArrayList<>();

        for (int i = 0; i < 1_000; i += MESSAGES_A_SESSION) {
            try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
                for (int j = i; j < i + MESSAGES_A_SESSION; j++) {
                    String recipient = whatever.get(random.nextInt(whatever.size())) + "+" + j + "@example.com";
                    client.begin("<a@example.org>", "<" + recipient + ">", "x\r\n");
                    if (client.reply().startsWith("250 ")) {
                        accepted.add(recipient);
                    }
                }
            }
        }

        assertThat(accepted).hasSizeBetween(100, 300);
        assertThat(ledger.recipients()).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(ledger.calls()).isEqualTo(1_000);
    }

    /** One on Payara, and what WildFly has by default. */
    @Test
    void fiftySendersShareFewInstances() throws Exception {
        deploy(Ears.withBeans().bean(ManagedBean.class, Map.of()).poolOf(1).withLedger(ledger));
        gate.open();

        ExecutorService senders = Executors.newFixedThreadPool(50);
        try {
            List<Callable<Void>> tasks = Collections.nCopies(50, () -> {
                try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
                    client.deliver("<a@example.org>", "<" + gate.recipient() + ">", "x\r\n", 250);
                }
                return null;
            });
            for (Future<Void> sent : senders.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                sent.get();
            }
        } finally {
            senders.shutdownNow();
        }
        assertThat(ledger.recipients()).hasSize(50);
    }

    /** What takes longer than it may is answered while it goes on, and does not commit when it ends. */
    @Test
    void aBeanThatTakesTooLongCannotCommit() throws Exception {
        deploy(Ears.withBeans()
                .bean(ManagedBean.class, Map.of("deliveryTimeoutSeconds", "1"))
                .withLedger(ledger));

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", "<" + gate.recipient() + ">", "x\r\n", 451);
            gate.open();
            client.deliver("<a@example.org>", "<return@example.com>", "x\r\n", 250);
        }
        server.undeploy();
        assertThat(ledger.recipients()).containsExactly("return@example.com");
    }

    /** The same EAR, in whose transactions a second is the limit. Each server has a place of its own for that. */
    abstract Ears withShortTransactions(Ears ear);

    private void deploy(Class<? extends MailListener> bean) throws Exception {
        deploy(Ears.withBeans().bean(bean, Map.of()).withLedger(ledger));
    }

    final void deploy(Ears ear) throws Exception {
        deploy(ear, Map.of("listen", "smtp://127.0.0.1:" + port));
    }

    /** With what each server needs beside it. */
    void deploy(Ears ear, Map<String, String> adapterProperties) throws Exception {
        server.deploy(ear.build(), adapterProperties);
    }

    /** The reply to the end of a message, with {@code ID} where its id stands. */
    private String replyTo(String behaviour) throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<" + behaviour + "@example.com>", "x\r\n");
            return client.reply().replaceFirst("essage [0-9a-z-]+ ", "essage ID ");
        }
    }
}
