package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postern.test.SenderReplyAssert.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.mime.MailJson;
import org.postern.test.SenderReply;
import org.postern.test.TestContainer;
import org.postern.test.TestMessage;

class StoreMailBeanTest {
    @RegisterExtension
    final LogRecords log = new LogRecords(MailFiles.class);

    @RegisterExtension
    final LogRecords logOfAdapter = LogRecords.ofAdapter();

    private final TestContainer container = new TestContainer();

    private final TestMessage mail = TestMessage.of("Subject: x\n\n\u00e4\n");
    private Path directory;
    private StoreMailBean bean;

    @BeforeEach
    void aDirectoryThatIsNotThereYet(@TempDir Path parent) {
        directory = parent.resolve("deep/mail");
        bean = new StoreMailBean(directory, container.transactions());
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @Test
    void nothingIsToBeSeenBeforeTheTransactionHasCommitted() {
        List<String> before = new ArrayList<>();
        container.bean((MailListener) message -> {
            bean.onMessage(message);
            before.addAll(names());
        });

        String id = container.deliver(mail).messageId().orElseThrow();

        assertThat(before).containsExactly("." + id + ".eml.tmp", "." + id + ".json.tmp");
    }

    @Test
    void aCommittedMessageIsItsTraceFieldsFollowedByTheExactOctets() throws IOException {
        CompletableFuture<String> traceFields = new CompletableFuture<>();
        container.bean((MailListener) message -> {
            bean.onMessage(message);
            traceFields.complete(message.traceFields());
        });

        SenderReply reply = container.deliver(mail);

        assertThat(reply).isAccepted();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(traceFields.join().getBytes(StandardCharsets.US_ASCII));
        expected.writeBytes(mail.octets());
        assertThat(directory.resolve(reply.messageId().orElseThrow() + ".eml"))
                .hasBinaryContent(expected.toByteArray());
    }

    @Test
    void aCommittedMessageHasItsFactsBesideItAndNothingElse() throws IOException {
        CompletableFuture<JsonObject> facts = new CompletableFuture<>();
        container.bean((MailListener) message -> {
            bean.onMessage(message);
            facts.complete(MailJson.of(message));
        });

        SenderReply reply = container.deliver(mail);

        assertThat(reply).isAccepted();
        String id = reply.messageId().orElseThrow();
        assertThat(names()).containsExactly(id + ".eml", id + ".json");
        try (InputStream in = Files.newInputStream(directory.resolve(id + ".json"));
                JsonReader reader = Json.createReader(in)) {
            assertThat(reader.readObject()).isEqualTo(facts.join());
        }
    }

    @Test
    void aRollbackLeavesNothing() {
        container.bean(bean);
        container.failCommits(1);

        assertThat(container.deliver(mail)).isDeferred();

        assertThat(names()).isEmpty();
    }

    @Test
    void contentThatBreaksOffFailsTheCallAndLeavesNothing() {
        List<String> before = new ArrayList<>();
        container.bean((MailListener) message -> {
            try {
                bean.onMessage(breakingOff(message));
            } finally {
                before.addAll(names());
            }
        });

        SenderReply reply = container.deliver(mail);

        assertThat(reply).isDeferred().hasCode(451);
        assertThat(before).contains("." + reply.messageId().orElseThrow() + ".eml.tmp");
        assertThat(names()).isEmpty();
        assertThat(logOfAdapter.failures()).singleElement().satisfies(failure -> assertThat(failure)
                .hasStackTraceContaining("UncheckedIOException: Cannot store mail "
                        + reply.messageId().orElseThrow() + " in " + directory)
                .hasRootCauseMessage("the spool is gone"));
    }

    @Test
    void aCommittedMessageThatCannotBeShownIsKeptUnderItsTemporaryNameAndReported() {
        container.bean((MailListener) message -> {
            makeDirectories(directory.resolve(message.id() + ".json/in-the-way"));
            bean.onMessage(message);
        });

        SenderReply reply = container.deliver(mail);

        assertThat(reply).isAccepted();
        String id = reply.messageId().orElseThrow();
        assertThat(names()).containsExactly("." + id + ".eml.tmp", "." + id + ".json.tmp", id + ".json");
        assertThat(log.records()).singleElement().satisfies(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(entry.getMessage()).contains("." + id + ".json.tmp").contains("." + id + ".eml.tmp");
        });
    }

    /** Whatever the adapter calls them: what one transaction has written is never another one's to remove or to replace. */
    @Test
    void twoMailsOfOneIdNeverTakeEachOthersFiles() throws IOException {
        try (TestContainer other = new TestContainer()) {
            StoreMailBean beanOfOther = new StoreMailBean(directory, other.transactions());
            other.bean((MailListener) message -> beanOfOther.onMessage(mail));
            List<SenderReply> repliesOfOther = new ArrayList<>();
            container.bean((MailListener) message -> {
                bean.onMessage(mail);
                repliesOfOther.add(other.deliver(mail));
            });

            assertThat(container.deliver(mail)).isAccepted();

            assertThat(repliesOfOther).singleElement().satisfies(reply -> assertThat(reply)
                    .isDeferred());
            assertThat(names()).containsExactly(mail.id() + ".eml", mail.id() + ".json");
            Files.writeString(directory.resolve(mail.id() + ".json"), "of the first");

            assertThat(other.deliver(mail)).isAccepted();

            assertThat(directory.resolve(mail.id() + ".json")).hasContent("of the first");
            assertThat(log.records()).hasSize(1);
        }
    }

    private static void makeDirectories(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MailMessage breakingOff(MailMessage whole) {
        return (MailMessage) Proxy.newProxyInstance(
                MailMessage.class.getClassLoader(), new Class<?>[] {MailMessage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("openStream")) {
                        throw new IOException("the spool is gone");
                    }
                    return method.invoke(whole, arguments);
                });
    }
}
