package org.postern.example;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postern.api.MailMessage;

/** The two files of one message: under temporary names until its transaction has committed, gone if it has not. */
final class MailFiles implements Synchronization {
    private static final Logger LOG = Logger.getLogger(MailFiles.class.getName());

    private final String id;
    private final TemporaryFile json;
    private final TemporaryFile eml;

    MailFiles(Path directory, String id) {
        this.id = id;
        json = new TemporaryFile(directory, id + ".json");
        eml = new TemporaryFile(directory, id + ".eml");
    }

    void write(MailMessage message) throws IOException {
        json.write(out -> out.write(MailJson.of(message).toString().getBytes(StandardCharsets.UTF_8)));
        eml.write(out -> {
            out.write(message.traceFields().getBytes(StandardCharsets.UTF_8));
            try (InputStream content = message.openStream()) {
                content.transferTo(out);
            }
        });
    }

    @Override
    public void beforeCompletion() {
        // Everything is on the disk already, and nothing may be seen yet.
    }

    /** The decision has been made and cannot be changed here: an exception of ours would reach nobody. */
    @Override
    public void afterCompletion(int status) {
        boolean committed = status == Status.STATUS_COMMITTED;
        try {
            if (committed) {
                json.show();
                eml.show();
            } else {
                json.delete();
                eml.delete();
            }
        } catch (IOException e) {
            String outcome = committed ? "was accepted, but its files could not be renamed" : "could not be removed";
            LOG.log(Level.SEVERE, "Mail " + id + " " + outcome + ", look for " + json + " and " + eml, e);
        }
    }

    private record TemporaryFile(Path temporary, Path target) {
        TemporaryFile(Path directory, String name) {
            this(directory.resolve("." + name + ".tmp"), directory.resolve(name));
        }

        void write(Content content) throws IOException {
            try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                content.writeTo(out);
                out.flush();
                // The sender forgets the message once it hears 250: until then it must be on the disk.
                channel.force(true);
            }
        }

        void show() throws IOException {
            Files.move(temporary, target, ATOMIC_MOVE);
        }

        void delete() throws IOException {
            Files.deleteIfExists(temporary);
        }

        @Override
        public String toString() {
            return temporary.toString();
        }
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
