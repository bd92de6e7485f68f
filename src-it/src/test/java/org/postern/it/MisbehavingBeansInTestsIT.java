package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A bean in a unit test has the outcome that it has in a server: each of these runs in the container for tests and in Payara. The page
 * has the table of what came out; with {@code -Dpostern.rewrite=true} it is written.
 */
@ExtendWith(ArquillianExtension.class)
class MisbehavingBeansInTestsIT {
    private static final Path PAGE = Path.of("..", "docs", "testing-a-bean.md");
    private static final String BEGIN = "<!-- outcomes -->\n";
    private static final String END = "<!-- /outcomes -->";
    private static final String IN_TRANSACTION = "in the container's transaction";
    private static final String OWN = "in a transaction of its own";
    private static final String NONE = "without a transaction";
    private static final String METHODS = "`@OnMail`";

    private static final List<Case> CASES = List.of(
            new Case(ManagedBean.class, IN_TRANSACTION, "returns", "return@example.com"),
            new Case(ManagedBean.class, IN_TRANSACTION, "throws a `RuntimeException`", "throw@example.com"),
            new Case(ManagedBean.class, IN_TRANSACTION, "throws an `Error`", "error@example.com"),
            new Case(ManagedBean.class, IN_TRANSACTION, "calls `setRollbackOnly()`", "rollback-only@example.com"),
            new Case(ManagedBean.class, IN_TRANSACTION, "refuses in `beforeCompletion()`", "refuse-commit@example.com"),
            new Case(ManagedBean.class, IN_TRANSACTION, "outlives its transaction", "outlive@example.com"),
            new Case(ManagedBean.class, IN_TRANSACTION, "asks for a `UserTransaction`", "own-transaction@example.com"),
            new Case(ManagedBean.class, IN_TRANSACTION, "rejects for good", "reject@example.com"),
            new Case(ManagedBean.class, IN_TRANSACTION, "rejects for now", "defer@example.com"),
            new Case(ReplyingBean.class, "`ReplyingMailListener`", "has a text for the sender", "return@example.com"),
            new Case(ReplyingBean.class, "`ReplyingMailListener`", "throws a `RuntimeException`", "throw@example.com"),
            new Case(ReplyingBean.class, "`ReplyingMailListener`", "refuses the recipient", "nobody@example.com"),
            new Case(EndpointBean.class, METHODS, "returns a reply", "return@example.com"),
            new Case(EndpointBean.class, METHODS, "throws an `IOException`", "checked@example.com"),
            new Case(EndpointBean.class, METHODS, "calls `setRollbackOnly()`", "rollback-only@example.com"),
            new Case(EndpointBean.class, METHODS + ", " + NONE, "returns", "return+1@unmanaged.example.com"),
            new Case(EndpointBean.class, METHODS + ", " + NONE, "throws", "throw+2@unmanaged.example.com"),
            new Case(EndpointBean.class, METHODS, "has no method for it", "return+x@unmanaged.example.com"),
            new Case(SelfManagedBean.class, OWN, "returns", "return@example.com"),
            new Case(SelfManagedBean.class, OWN, "throws, and rolls back", "throw@example.com"),
            new Case(SelfManagedBean.class, OWN, "rejects, and rolls back", "reject@example.com"),
            new Case(SelfManagedBean.class, OWN, "returns, and leaves it open", "leave-open@example.com"),
            new Case(UnmanagedBean.class, NONE, "returns", "return@example.com"),
            new Case(UnmanagedBean.class, NONE, "throws a `RuntimeException`", "throw@example.com"),
            new Case(UnmanagedBean.class, NONE, "throws an `Error`", "error@example.com"));

    @RegisterExtension
    final Ledger ledger = new Ledger();

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    /** What one bean does. */
    private record Case(Class<?> bean, String kind, String does, String recipient) {}

    /** What came of it. */
    private record Outcome(String reply, boolean isStored) {
        static Outcome of(String reply, boolean isStored) {
            return new Outcome(reply.strip().replaceFirst("essage [0-9a-z-]+ ", "essage ID "), isStored);
        }
    }

    static Stream<Class<?>> beans() {
        return CASES.stream().<Class<?>>map(Case::bean).distinct();
    }

    @ParameterizedTest
    @MethodSource("beans")
    void aBeanHasTheSameOutcomesInATestAndInPayara(Class<?> bean) throws Exception {
        List<Case> cases = CASES.stream().filter(one -> one.bean() == bean).toList();

        Map<Case, Outcome> inTests = inTests(bean, cases);
        ledger.clear();
        Map<Case, Outcome> inPayara = inPayara(bean, cases);

        assertThat(inTests).isEqualTo(inPayara);
        write(inPayara);
        assertThat(table()).containsAll(lines(inPayara));
    }

    @Test
    void thePageHasNoOtherCases() throws Exception {
        assertThat(table()).hasSize(CASES.size());
    }

    private Map<Case, Outcome> inTests(Class<?> bean, List<Case> cases) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader former = thread.getContextClassLoader();
        try (URLClassLoader classes = AdapterClasses.in(directory)) {
            thread.setContextClassLoader(classes);
            Object replies = classes.loadClass(InTestContainer.class.getName())
                    .getMethod("replies", String.class, String.class, List.class)
                    .invoke(
                            null,
                            bean.getName(),
                            ledger.url(),
                            cases.stream().map(Case::recipient).toList());
            return outcomes(
                    cases, ((List<?>) replies).stream().map(String::valueOf).toList());
        } finally {
            thread.setContextClassLoader(former);
        }
    }

    private Map<Case, Outcome> inPayara(Class<?> bean, List<Case> cases) throws Exception {
        int port = FreePorts.on("127.0.0.1");
        server.deploy(
                Ears.withBeans()
                        .bean(bean, Map.of())
                        .transactionTimeout(2)
                        .withLedger(ledger)
                        .build(),
                Map.of("listen", "smtp://127.0.0.1:" + port));
        List<String> replies = new ArrayList<>();
        for (Case one : cases) {
            try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
                client.command("EHLO client.example.org", 250);
                client.command("MAIL FROM:<a@example.org>", 250);
                client.send("RCPT TO:<" + one.recipient() + ">");
                String reply = client.reply();
                if (reply.startsWith("250")) {
                    client.command("DATA", 354);
                    client.send("Subject: order\r\n\r\n.");
                    reply = client.reply();
                }
                replies.add(reply);
            }
        }
        return outcomes(cases, replies);
    }

    private Map<Case, Outcome> outcomes(List<Case> cases, List<String> replies) throws Exception {
        List<String> stored = ledger.recipients();
        Map<Case, Outcome> outcomes = new LinkedHashMap<>();
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            outcomes.put(one, Outcome.of(replies.get(i), stored.contains(one.recipient())));
        }
        return outcomes;
    }

    private static List<String> lines(Map<Case, Outcome> outcomes) {
        return outcomes.entrySet().stream()
                .map(one -> "| " + one.getKey().kind() + " | " + one.getKey().does() + " | `"
                        + one.getValue().reply() + "` | " + (one.getValue().isStored() ? "kept" : "") + " |")
                .toList();
    }

    private static List<String> table() throws Exception {
        String page = Files.readString(PAGE);
        return page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END))
                .lines()
                .skip(2)
                .toList();
    }

    /** The lines of other beans stay. */
    private static void write(Map<Case, Outcome> outcomes) throws Exception {
        if (!Boolean.getBoolean("postern.rewrite")) {
            return;
        }
        String page = Files.readString(PAGE);
        List<String> known = new ArrayList<>(table());
        List<String> others = CASES.stream()
                .filter(one -> !outcomes.containsKey(one))
                .flatMap(one ->
                        known.stream().filter(line -> line.startsWith("| " + one.kind() + " | " + one.does() + " | ")))
                .toList();
        List<String> fresh = lines(outcomes);
        String table = CASES.stream()
                .flatMap(one -> Stream.concat(fresh.stream(), others.stream())
                        .filter(line -> line.startsWith("| " + one.kind() + " | " + one.does() + " | ")))
                .map(line -> line + "\n")
                .collect(Collectors.joining(
                        "", "| bean | does | the sender hears | its row |\n|---|---|---|---|\n", ""));
        Files.writeString(
                PAGE,
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table + page.substring(page.indexOf(END)));
    }
}
