package org.postern.ra.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.api.MailRejectedException;
import org.postern.ip.LocalAddress;
import org.postern.net.ConnectionFacts;
import org.postern.net.Ip;
import org.postern.net.ListenAddress;
import org.postern.net.MailTransaction;
import org.postern.net.ManualClock;
import org.postern.net.MemoryBudget;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.net.TlsFacts;
import org.postern.ra.Connections;
import org.postern.ra.KeyFile;
import org.postern.ra.LogLines;
import org.postern.ra.delivery.DeliveryMessages;
import org.postern.ra.delivery.RecipientCheck;
import org.postern.ra.shared.SharedMessages;
import org.postern.smtp.MailboxPatterns;
import org.postern.smtp.Recipient;
import org.postern.smtp.Reply;
import org.postern.smtp.Sender;
import org.postern.smtp.TlsAnomaly;
import org.postern.tls.TlsOffer;
import org.postern.tls.TlsOffers;

/** Every line there is, each method of the classes that write them: whoever adds one adds it to these tests. */
class MessagesTest {
    private static final Path SOURCES = Path.of("src/main/java/org/postern");
    private static final List<Class<?>> CLASSES = List.of(
            Messages.class,
            DeliveryMessages.class,
            LifeMessages.class,
            ConnectionMessages.class,
            IdentityMessages.class,
            SharedMessages.class);
    private static final Path REPORTS = SOURCES.resolve("ra/log/AnomalyReport.java");
    private static final Pattern ID = Pattern.compile("LogId\\.([A-Z_]+)");

    /** What has become of mail whose sender was told 250. Nothing of it is left out, whatever else there is to say. */
    private static final Set<String> TAKEN =
            Set.of("committed", "failedButCommitted", "alreadyCommitted", "alreadyLogged");

    /** It has a log and a limit of its own, see {@link LogTest}. */
    private static final String TRANSCRIPT = "said";

    private static final List<String> NOT_USED_ANY_MORE =
            List.of("POSTERN-3004", "POSTERN-3009", "POSTERN-3026", "POSTERN-9002", "POSTERN-9007", "POSTERN-9009");

    private static final List<AnomalyReport> ANOMALIES = Stream.concat(
                    Arrays.stream(TlsAnomaly.values()).map(AnomalyReport::of),
                    Stream.of(AnomalyReport.startTlsStripped()))
            .toList();

    private static final int TIMES = 2_000;

    /** Somebody who wants to write lines of his own. */
    private static final String HOSTILE = "no\r\nPOSTERN-1001 forged\u001b[2J\u2028\u202e";

    @TempDir
    private Path directory;

    private final Logger logger = Logger.getLogger("org.postern.ra");
    private final LogLines log = new LogLines();
    private final ManualClock time = new ManualClock();
    private final Log limited = new Log(time);
    private TlsOffers offers;

    @BeforeEach
    void readEverything() {
        logger.setLevel(Level.ALL);
    }

    @AfterEach
    void close() {
        logger.setLevel(null);
        log.close();
    }

    static Stream<Method> lines() {
        return CLASSES.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !Modifier.isPrivate(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic())
                .filter(method -> !method.getName().equals(TRANSCRIPT))
                .sorted(Comparator.comparing(Method::toString));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void nobodyFillsTheLogByDoingTheSameAgainAndAgain(Method line) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            write(line, 0);
        }

        assertThat(log.lines()).hasSizeBetween(1, TAKEN.contains(line.getName()) ? TIMES : Log.OF_SUBJECT);
        assertThat(log.traces()).hasSizeLessThanOrEqualTo(1);
        assertThat(log.lines()).hasSizeGreaterThanOrEqualTo(TAKEN.contains(line.getName()) ? TIMES : 1);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void nobodyFillsTheLogByDoingItOtherwiseEachTime(Method line) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            write(line, i);
        }

        if (!TAKEN.contains(line.getName())) {
            Map<String, Long> byId = new TreeMap<>();
            log.lines().forEach(text -> byId.merge(text.substring(0, 12), 1L, Long::sum));
            assertThat(byId.values()).isNotEmpty().allMatch(lines -> lines <= Log.OF_KIND);
        }
        assertThat(log.traces()).hasSizeLessThanOrEqualTo(Log.TRACES);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void eachLineBeginsWithItsIdAndIsOneLine(Method line) throws Exception {
        for (int i = 0; i < 20; i++) {
            write(line, i);
        }

        assertThat(log.lines())
                .isNotEmpty()
                .allMatch(text -> text.matches("POSTERN-[1239]\\d{3} [^\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+"));
    }

    /** Those who look for what became of a mail have an id, and tools that cut lines into fields have the page's expression. */
    @ParameterizedTest
    @MethodSource("lines")
    void aLineAboutAMessageOrAConnectionNamesItWhereThePageSays(Method line) throws Exception {
        Pattern fields = fieldsOfThePage();
        List<Class<?>> about = List.of(line.getParameterTypes());
        write(line, 0);

        Matcher first = fields.matcher(log.lines().get(0));
        assertThat(first.find()).isTrue();
        if (about.contains(ReceivedMessage.class)) {
            assertThat(first.group("message")).isEqualTo("m-0");
        } else if (about.contains(ConnectionFacts.class) || about.contains(RecipientCheck.class)) {
            assertThat(first.group("connection")).isEqualTo("c-0");
        }
    }

    private static Pattern fieldsOfThePage() throws IOException {
        Matcher block =
                Pattern.compile("```regex\\R(.*)\\R```").matcher(Files.readString(Path.of("..", "docs", "log.md")));
        assertThat(block.find()).isTrue();
        return Pattern.compile(block.group(1));
    }

    @Test
    void eachIdIsUsedOnce() throws Exception {
        List<String> ids = new ArrayList<>();
        for (Path file : Stream.concat(sources().stream(), Stream.of(REPORTS)).toList()) {
            ids.addAll(ID.matcher(Files.readString(file))
                    .results()
                    .map((MatchResult result) -> result.group(1))
                    .toList());
        }

        assertThat(ids)
                .containsExactlyInAnyOrder(
                        Arrays.stream(LogId.values()).map(Enum::name).toArray(String[]::new));
        assertThat(LogId.values())
                .hasSizeGreaterThan(20)
                .extracting(LogId::toString)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("POSTERN-[1239]\\d{3}"))
                .doesNotContainAnyElementsOf(NOT_USED_ANY_MORE);
    }

    @Test
    void nobodyElseWritesALog() throws Exception {
        List<Path> writing = sources();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java") && !writing.contains(file))
                            .filter(file -> !file.endsWith("ra/log/LogId.java"))
                            .filter(file -> !file.endsWith("tls/LenientTls.java"))) // It keeps a library from writing.
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .doesNotContain("POSTERN-", "Logger", "System.out", "System.err", "printStackTrace"));
        }
    }

    @Test
    void aTextFromOutsideIsShortened() {
        assertThat(LogText.printable("x".repeat(10_000))).hasSizeLessThan(400).endsWith("...");
    }

    private static List<Path> sources() {
        return Stream.concat(CLASSES.stream(), Stream.of(Log.class))
                .map(type -> Path.of("src/main/java", type.getName().replace('.', '/') + ".java"))
                .toList();
    }

    private void write(Method line, int variant) throws Exception {
        Object[] values = new Object[line.getParameterCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(line.getParameterTypes()[i], variant);
        }
        line.setAccessible(true);
        line.invoke(messages(line.getDeclaringClass()), values);
    }

    private Object messages(Class<?> type) {
        if (type == Messages.class) {
            return new Messages(limited);
        }
        if (type == DeliveryMessages.class) {
            return new DeliveryMessages(limited);
        }
        if (type == LifeMessages.class) {
            return new LifeMessages(limited);
        }
        if (type == SharedMessages.class) {
            return new SharedMessages(limited);
        }
        return type == ConnectionMessages.class
                ? new ConnectionMessages(limited, Path.of("spool"))
                : new IdentityMessages(limited);
    }

    /** Something for a parameter of a type, another one for each variant. */
    private Object value(Class<?> type, int variant) throws Exception {
        if (type.isEnum()) {
            return type.getEnumConstants()[variant % type.getEnumConstants().length];
        }
        if (type == String.class) {
            return HOSTILE + variant;
        }
        if (type == boolean.class) {
            return variant % 2 == 0;
        }
        if (type == int.class || type == long.class) {
            return variant;
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(variant);
        }
        if (type == Path.class) {
            return Path.of("state-" + variant);
        }
        if (type == ObjectName.class) {
            return new ObjectName("org.postern:type=Test,name=" + ObjectName.quote(HOSTILE + variant));
        }
        if (type == List.class) {
            return List.of(HOSTILE + variant);
        }
        if (type == MailRejectedException.class) {
            return MailRejectedException.permanently("5.7.1", HOSTILE + variant)
                    .causedBy(new IOException(HOSTILE + variant));
        }
        if (Throwable.class.isAssignableFrom(type)) {
            return type == Exception.class || type == Throwable.class
                    ? new IOException(HOSTILE + variant)
                    : new IllegalStateException(HOSTILE + variant);
        }
        if (type == AnomalyReport.class) {
            return ANOMALIES.get(variant % ANOMALIES.size());
        }
        if (type == LocalAddress.class) {
            return local(variant);
        }
        if (type == ConnectionFacts.class) {
            return connection(variant);
        }
        if (type == TlsOffer.class) {
            return offer(variant);
        }
        if (type == ListenAddress.class) {
            return new ListenAddress(ListenAddress.Scheme.SMTP, Ip.of("192.0.2.1"), 1 + variant, 50);
        }
        if (type == MemoryBudget.class) {
            return new MemoryBudget(() -> 1_000 + variant);
        }
        if (type == TlsFacts.class) {
            return new TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.of(HOSTILE + variant), List.of());
        }
        if (type == Sender.class) {
            return new Sender(Optional.of(HOSTILE + variant), Map.of());
        }
        if (type == Optional.class) {
            return variant % 2 == 0 ? Optional.empty() : Optional.of(HOSTILE + variant);
        }
        if (type == Reply.class) {
            return Reply.withForeignText(550, "5.1.1", HOSTILE + variant);
        }
        if (type == RecipientCheck.class) {
            return check(variant);
        }
        if (type == ReceivedMessage.class) {
            return message(variant);
        }
        throw new AssertionError("A line has a parameter of a type that this test does not know: " + type);
    }

    private static LocalAddress local(int variant) {
        return Connections.local("192.0.2.1", 1 + variant);
    }

    private static ConnectionFacts connection(int variant) {
        return new ConnectionFacts(
                "c-" + variant,
                new InetSocketAddress(Ip.of("10.0." + variant / 256 + "." + variant % 256), 4711),
                local(variant));
    }

    private static ReceivedMessage message(int variant) {
        ReceivedMessage message = ReceivedMessages.message("m-" + variant, Optional.of(HOSTILE), "", Optional.empty());
        return new ReceivedMessage(
                message.id(),
                message.envelope(),
                message.content(),
                message.traceFields(),
                message.receivedAt(),
                ReceivedMessages.session(connection(variant)));
    }

    private static RecipientCheck check(int variant) {
        MailTransaction transaction = new MailTransaction(
                ReceivedMessages.session(connection(variant)), Optional.of("a@example.org"), Map.of());
        return new RecipientCheck(
                transaction, new Recipient(HOSTILE, Map.of()), MailboxPatterns.parse("*", word -> {}));
    }

    private TlsOffer offer(int variant) {
        if (offers == null) {
            offers = new KeyFile(directory).empty().offers("*=mx", time);
        }
        return offers.offerFor(local(variant));
    }
}
