package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed, again and again, while a mail server sends: what {@code mvn -Prun} starts, in a process. */
class CrashIT {
    private static final int CRASHES = Integer.getInteger("postern.crashes", 2);
    private static final int MESSAGES_EACH = 200;
    private static final Pattern NUMBER = Pattern.compile("^Subject: number (\\d+)\\r?$", Pattern.MULTILINE);

    @TempDir
    Path directory;

    private final int port = FreePorts.on("127.0.0.1");
    private final int relayPort = FreePorts.on("127.0.0.1");
    private final Random random = new Random(47);
    private Postfix postfix;
    private Process server;

    @BeforeEach
    void startPostfix() throws Exception {
        assumeTrue(Postfix.isUsable(), "postfix is not installed, or this is not root");
        postfix = Postfix.start(relayPort, " { example.com = may:[127.0.0.1]:%d } ".formatted(port));
        Files.createDirectories(directory.resolve("target/mail"));
        Files.createDirectory(directory.resolve("state"));
    }

    @AfterEach
    void stop() throws Exception {
        kill();
        if (postfix != null) {
            postfix.close();
        }
    }

    @Test
    void noMessageIsLostWhateverTheMoment() throws Exception {
        int sent = 0;
        for (int crash = 0; crash < CRASHES; crash++) {
            start();
            int before = stored().size();
            send(sent, MESSAGES_EACH);
            sent += MESSAGES_EACH;
            int enough = before + 1 + random.nextInt(MESSAGES_EACH);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> stored().size() >= enough);
            kill();
        }
        start();
        int all = sent;
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> numbers().keySet().size() == all && queueIsEmpty());

        Map<Integer, Long> numbers = numbers();
        long twice = numbers.values().stream().mapToLong(count -> count - 1).sum();
        String log = Files.readString(directory.resolve("server.log"));
        System.out.printf(
                "CrashIT: %d crashes, %d messages, all there; %d second deliveries, %d recognised%n",
                CRASHES, all, twice, log.split("POSTERN-2015", -1).length - 1);
        assertThat(numbers.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, all).boxed().toList());
        assertThat(log).doesNotContain("POSTERN-9", "SEVERE");
    }

    private void start() throws IOException {
        Path given = directory.resolve("given.properties");
        Properties properties = new Properties();
        properties.setProperty("postern.listen", "smtp://127.0.0.1:" + port);
        properties.setProperty(
                "postern.stateDirectory", directory.resolve("state").toString());
        properties.setProperty("postern.duplicateWindowSeconds", System.getProperty("postern.crashes.window", "86400"));
        try (var out = Files.newOutputStream(given)) {
            properties.store(out, null);
        }
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "@" + Path.of("payara.jvmargs").toAbsolutePath(),
                        "-classpath",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "org.postern.run.Run",
                        given.toString(),
                        Ears.packaged().toAbsolutePath().toString(),
                        directory.resolve("failed").toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("server.log").toFile()))
                .start();
        await().atMost(Duration.ofSeconds(90)).until(this::isListening);
    }

    /** No handler runs, nothing is flushed: SIGKILL. */
    private void kill() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private boolean isListening() {
        assertThat(server.isAlive()).isTrue();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void send(int first, int count) throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", relayPort)) {
            for (int i = first; i < first + count; i++) {
                client.deliver("<a@example.org>", "<b@example.com>", "Subject: number " + i + "\r\n\r\nx\r\n");
            }
        }
    }

    private boolean queueIsEmpty() throws IOException {
        for (String queue : List.of("incoming", "active", "deferred")) {
            try (Stream<Path> files = Files.walk(postfix.queue().resolve(queue))) {
                if (files.anyMatch(Files::isRegularFile)) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<Path> stored() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("target/mail"))) {
            return files.filter(file -> file.toString().endsWith(".eml")).toList();
        }
    }

    private Map<Integer, Long> numbers() throws IOException {
        return stored().stream().collect(Collectors.groupingBy(CrashIT::number, Collectors.counting()));
    }

    private static int number(Path mail) {
        try {
            Matcher matcher = NUMBER.matcher(Files.readString(mail, StandardCharsets.ISO_8859_1));
            assertThat(matcher.find()).isTrue();
            return Integer.parseInt(matcher.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
