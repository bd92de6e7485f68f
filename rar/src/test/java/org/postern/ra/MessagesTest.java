package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;

class MessagesTest {
    private static final Path SOURCES = Path.of("src/main/java/org/postern");
    private static final List<Path> MESSAGES = List.of(
            SOURCES.resolve("ra/Messages.java"),
            SOURCES.resolve("ra/LifeMessages.java"),
            SOURCES.resolve("ra/ConnectionMessages.java"),
            SOURCES.resolve("ra/IdentityMessages.java"));
    private static final Pattern ID = Pattern.compile("\"POSTERN-(\\d{4}) ");

    @Test
    void eachIdIsUsedOnce() throws Exception {
        List<String> ids = ids();

        assertThat(ids).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(ids).allSatisfy(id -> assertThat(id).matches("[1239]\\d{3}"));
    }

    @Test
    void eachLineBeginsWithAnId() throws Exception {
        String source = sources();
        Stream<String> lines = Pattern.compile(
                        "(?:info|warn)\\((?!String)|Level\\.[A-Z]+, cause, \\(\\) -> |\\n *\\(\\) -> ")
                .splitAsStream(source)
                .skip(1);

        assertThat(lines.filter(line -> !line.startsWith("text)")))
                .allSatisfy(line -> assertThat(line).startsWith("\"POSTERN-"));
    }

    @Test
    void nobodyElseWritesALog() throws Exception {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java") && !MESSAGES.contains(file)))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .doesNotContain("POSTERN-", "Logger", "System.out", "System.err", "printStackTrace"));
        }
    }

    /** Everything in it may come from a peer or from a bean. */
    @Test
    void aTextFromOutsideCannotBeginALineOfItsOwn() {
        try (LogLines log = new LogLines()) {
            ReceivedMessage message = ReceivedMessages.message("m-1", Optional.empty(), "", Optional.empty());
            new Messages().rejected(message, "orders", 550, "no\r\nPOSTERN-1001 forged\u001b[2J");

            assertThat(log.lines())
                    .containsExactly("POSTERN-2002 message m-1 from <> for 1 recipient(s), 0 octets, with ESMTP from"
                            + " 127.0.0.1 rejected by orders with 550: no??POSTERN-1001 forged?[2J");
        }
    }

    @Test
    void aTextFromOutsideCannotFillTheLog() {
        assertThat(LogText.printable("x".repeat(10_000))).hasSizeLessThan(400).endsWith("...");
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : MESSAGES) {
            all.append(Files.readString(file));
        }
        return all.toString();
    }

    private static List<String> ids() throws IOException {
        return ID.matcher(sources())
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
