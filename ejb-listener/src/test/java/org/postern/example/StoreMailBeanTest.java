package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postern.api.MailMessage;
import org.postern.mime.MailJson;

class StoreMailBeanTest {
    @RegisterExtension
    final LogRecords log = new LogRecords(MailFiles.class);

    private final OneTransaction transaction = new OneTransaction();
    private final ReceivedMail mail = ReceivedMail.plain();
    private Path directory;
    private StoreMailBean bean;

    @BeforeEach
    void aDirectoryThatIsNotThereYet(@TempDir Path parent) {
        directory = parent.resolve("deep/mail");
        bean = new StoreMailBean(directory, transaction);
    }

    @Test
    void nothingIsToBeSeenBeforeTheTransactionHasCommitted() {
        bean.onMessage(mail);

        assertThat(names()).containsExactly("." + mail.id() + ".eml.tmp", "." + mail.id() + ".json.tmp");
    }

    @Test
    void aCommittedMessageIsItsTraceFieldsFollowedByTheExactOctets() throws IOException {
        bean.onMessage(mail);
        transaction.commit();

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.write(ReceivedMail.TRACE.getBytes(StandardCharsets.US_ASCII));
        expected.write(mail.content());
        assertThat(directory.resolve(mail.id() + ".eml")).hasBinaryContent(expected.toByteArray());
    }

    @Test
    void aCommittedMessageHasItsFactsBesideItAndNothingElse() throws IOException {
        bean.onMessage(mail);
        transaction.commit();

        assertThat(names()).containsExactly(mail.id() + ".eml", mail.id() + ".json");
        try (InputStream in = Files.newInputStream(directory.resolve(mail.id() + ".json"));
                JsonReader reader = Json.createReader(in)) {
            JsonObject facts = reader.readObject();
            assertThat(facts).isEqualTo(MailJson.of(mail));
        }
    }

    @Test
    void aRollbackLeavesNothing() {
        bean.onMessage(mail);
        transaction.rollBack();

        assertThat(names()).isEmpty();
    }

    @Test
    void contentThatBreaksOffFailsTheCallAndLeavesNothing() {
        assertThatThrownBy(() -> bean.onMessage(breakingOff(mail)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(mail.id())
                .hasMessageContaining(directory.toString());
        assertThat(names()).contains("." + mail.id() + ".eml.tmp");
        transaction.rollBack();

        assertThat(names()).isEmpty();
    }

    @Test
    void aCommittedMessageThatCannotBeShownIsKeptUnderItsTemporaryNameAndReported() throws IOException {
        Files.createDirectories(directory.resolve(mail.id() + ".json/in-the-way"));
        bean.onMessage(mail);
        transaction.commit();

        assertThat(names())
                .containsExactly("." + mail.id() + ".eml.tmp", "." + mail.id() + ".json.tmp", mail.id() + ".json");
        assertThat(log.records()).singleElement().satisfies(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(entry.getMessage())
                    .contains("." + mail.id() + ".json.tmp")
                    .contains("." + mail.id() + ".eml.tmp");
        });
    }

    /** Whatever the adapter calls them: what one transaction has written is never another one's to remove or to replace. */
    @Test
    void twoMailsOfOneIdNeverTakeEachOthersFiles() throws IOException {
        bean.onMessage(mail);
        OneTransaction second = new OneTransaction();
        assertThatThrownBy(() -> new StoreMailBean(directory, second).onMessage(mail))
                .isInstanceOf(UncheckedIOException.class);
        second.rollBack();
        transaction.commit();
        assertThat(names()).containsExactly(mail.id() + ".eml", mail.id() + ".json");
        Files.writeString(directory.resolve(mail.id() + ".json"), "of the first");

        OneTransaction third = new OneTransaction();
        new StoreMailBean(directory, third).onMessage(mail);
        third.commit();

        assertThat(directory.resolve(mail.id() + ".json")).hasContent("of the first");
        assertThat(log.records()).hasSize(1);
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
