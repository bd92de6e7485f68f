package org.postern.example;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;

/**
 * Writes each message into a directory: first {@code ID.json}, the envelope and what is known of the session, then
 * {@code ID.eml}, the message itself. A program that sees the {@code .eml} can rely on both.
 *
 * <p>The transaction is the container's, as for every message-driven bean that says nothing else. What it says in the
 * end is what the sender hears, and so the files appear only once it has committed.
 *
 * <p>It wants mail for all recipients, also for those of the beans beside it: {@code overlap=copy}.
 */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "overlap", propertyValue = "copy"))
public class StoreMailBean implements MailListener {
    private final Path directory;

    @Resource
    private TransactionSynchronizationRegistry transaction;

    /** For the container. */
    public StoreMailBean() {
        directory = Path.of(System.getProperty("postern.mailDirectory", "target/mail"));
    }

    StoreMailBean(Path directory, TransactionSynchronizationRegistry transaction) {
        this.directory = directory;
        this.transaction = transaction;
    }

    @Override
    public void onMessage(MailMessage message) {
        MailFiles files = new MailFiles(directory, message.id());
        // Before the first octet is written: however the transaction ends, the synchronization tidies up.
        transaction.registerInterposedSynchronization(files);
        try {
            Files.createDirectories(directory);
            files.write(message);
        } catch (IOException e) {
            // Rolls back, and the sender keeps the message and tries again.
            throw new UncheckedIOException("Cannot store mail " + message.id() + " in " + directory, e);
        }
    }
}
