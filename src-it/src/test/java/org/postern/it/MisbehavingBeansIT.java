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
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.api.MailListener;

/**
 * The catalogue: whatever a bean does, the reply and the database agree. The sleeping and the undeployed are in
 * {@link UndeployIT}.
 */
@ExtendWith(ArquillianExtension.class)
class MisbehavingBeansIT {
    /** Fewer than refusals that a session may have. */
    private static final int MESSAGES_A_SESSION = 10;

    private static final String TRY_LATER = "451 4.3.0 Message ID could not be processed, try again later";

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");

    @BeforeEach
    void emptyTheLedger() throws Exception {
        Ledger.clear();
    }

    @Test
    void inTheContainersTransactionTheReplyFollowsTheOutcome() throws Exception {
        deploy(ManagedBean.class);

        assertThat(replyTo("return")).isEqualTo("250 2.0.0 OK, message ID accepted");
        assertThat(Ledger.recipients()).containsExactly("return@example.com");

        assertThat(replyTo("throw")).isEqualTo(TRY_LATER);
        assertThat(replyTo("error")).isEqualTo(TRY_LATER);
        assertThat(replyTo("rollback-only")).isEqualTo(TRY_LATER);
        assertThat(replyTo("reject")).isEqualTo("550 5.7.1 We do not want this");
        assertThat(replyTo("defer")).isEqualTo("451 4.7.1 Come back tomorrow");
        assertThat(Ledger.recipients()).containsExactly("return@example.com");
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
        assertThat(Ledger.recipients()).containsExactly("return@example.com");
    }

    @Test
    void withoutATransactionReturningIsTaking() throws Exception {
        deploy(UnmanagedBean.class);

        assertThat(replyTo("return")).startsWith("250 ");
        assertThat(replyTo("throw")).isEqualTo(TRY_LATER);
        assertThat(replyTo("error")).isEqualTo(TRY_LATER);
        assertThat(replyTo("reject")).isEqualTo("550 5.7.1 We do not want this");
        assertThat(replyTo("defer")).isEqualTo("451 4.7.1 Come back tomorrow");
        assertThat(Ledger.recipients()).containsExactly("return@example.com");
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
        assertThat(Ledger.recipients()).containsExactly("return@example.com");
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
        assertThat(Ledger.recipients()).containsExactlyInAnyOrderElementsOf(accepted);
    }

    @Test
    void fiftySendersShareAPoolOfOne() throws Exception {
        deployWithPoolOfOne(Map.of());
        Gate.open();

        ExecutorService senders = Executors.newFixedThreadPool(50);
        try {
            List<Callable<Void>> tasks = Collections.nCopies(50, () -> {
                try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
                    client.deliver("<a@example.org>", "<sleep@example.com>", "x\r\n", 250);
                }
                return null;
            });
            for (Future<Void> sent : senders.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                sent.get();
            }
        } finally {
            senders.shutdownNow();
        }
        assertThat(Ledger.recipients()).hasSize(50);
    }

    @Test
    void whoWaitsTooLongForAPoolThatIsExhaustedIsTakenLater() throws Exception {
        deployWithPoolOfOne(Map.of("deliveryWaitSeconds", "1"));
        Gate.shut();

        try (SmtpClient first = SmtpClient.connect("127.0.0.1", port);
                SmtpClient second = SmtpClient.connect("127.0.0.1", port)) {
            first.begin("<a@example.org>", "<sleep@example.com>", "x\r\n");
            Gate.awaitArrival();
            assertThat(second.deliver("<a@example.org>", "<return@example.com>", "x\r\n", 451))
                    .startsWith("451 4.3.2 ");
            assertThat(Ledger.recipients()).isEmpty();

            Gate.open();
            first.expect(250);
            second.deliver("<a@example.org>", "<return@example.com>", "x\r\n", 250);
        }
        assertThat(Ledger.recipients()).containsExactlyInAnyOrder("sleep@example.com", "return@example.com");
    }

    private static final Class<?>[] SHARED = {
        Misbehaviour.class, Misbehaviour.RollingBack.class, Ledger.class, Gate.class
    };

    private void deployWithPoolOfOne(Map<String, String> activation) throws Exception {
        server.deploy(
                Ears.withBeans()
                        .bean(ManagedBean.class, activation)
                        .poolOf(1)
                        .classes(SHARED)
                        .build(),
                Map.of("listen", "smtp://127.0.0.1:" + port));
    }

    /** What takes longer than it may is answered while it goes on, and does not commit when it ends. */
    @Test
    void aBeanThatTakesTooLongCannotCommit() throws Exception {
        server.deploy(
                Ears.withBeans()
                        .bean(ManagedBean.class, Map.of("deliveryTimeoutSeconds", "1"))
                        .classes(SHARED)
                        .build(),
                Map.of("listen", "smtp://127.0.0.1:" + port));
        Gate.shut();

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.deliver("<a@example.org>", "<sleep@example.com>", "x\r\n", 451);
            Gate.open();
            client.deliver("<a@example.org>", "<return@example.com>", "x\r\n", 250);
        }
        server.undeploy();
        assertThat(Ledger.recipients()).containsExactly("return@example.com");
    }

    private void deploy(Class<? extends MailListener> bean) throws Exception {
        server.deploy(
                Ears.withBeans().bean(bean, Map.of()).classes(SHARED).build(),
                Map.of("listen", "smtp://127.0.0.1:" + port));
    }

    /** The reply to the end of a message, with {@code ID} where its id stands. */
    private String replyTo(String behaviour) throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.begin("<a@example.org>", "<" + behaviour + "@example.com>", "x\r\n");
            return client.reply().replaceFirst("essage [0-9a-z-]+ ", "essage ID ");
        }
    }
}
