package org.postern.example;

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
import org.postern.mime.MailJson;

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

    /** The decision has been made and cannot be changed here: the container would swallow an exception of ours. */
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

    private static final class TemporaryFile {
        private final Path temporary;
        private final Path target;

        /** Otherwise it is another transaction's. */
        private boolean ours;

        TemporaryFile(Path directory, String name) {
            temporary = directory.resolve("." + name + ".tmp");
            target = directory.resolve(name);
        }

        void write(Content content) throws IOException {
            try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
                ours = true;
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                content.writeTo(out);
                out.flush();
                // The sender forgets the message once it hears 250: until then it must be on the disk.
                channel.force(true);
            }
        }

        /** In one step, but never in place of another one's file, as an atomic move would do. */
        void show() throws IOException {
            Files.move(temporary, target);
        }

        void delete() throws IOException {
            if (ours) {
                Files.deleteIfExists(temporary);
            }
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
