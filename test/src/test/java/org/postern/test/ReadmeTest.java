package org.postern.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postern.test.SenderReplyAssert.assertThat;

import jakarta.ejb.MessageDriven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** The bean of the README, and its test. Each line of them stands in this file. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path THIS = Path.of("src/test/java/org/postern/test/ReadmeTest.java");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?)```");

    @MessageDriven
    public static class Orders implements MailListener {
        @Override
        public void onMessage(MailMessage message) throws MailRejectedException {
            // Store it, with JPA or JDBC, in the transaction that is already there.
            // Return: the sender hears 250 after the commit. Throw MailRejectedException: that is the reply.
        }
    }

    @AutoClose
    final TestContainer container = TestContainer.of(new Orders());

    @Test
    void anOrderIsTaken() {
        assertThat(container.deliver(TestMessage.from("ann@example.org").text("2 x coffee")))
                .isAccepted();
    }

    @Test
    void eachLineOfBothExamplesStandsHere() throws IOException {
        List<String> here = Files.readAllLines(THIS).stream()
                .map(line -> line.strip().replace("public static class", "public class"))
                .toList();

        assertThat(EXAMPLE.matcher(Files.readString(README)).results().map(example -> example.group(1)))
                .filteredOn(example -> example.contains("Orders"))
                .hasSize(2)
                .flatExtracting(example -> example.lines().map(String::strip).toList())
                .isSubsetOf(here);
    }
}
