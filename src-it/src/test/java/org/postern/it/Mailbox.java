package org.postern.it;

import static org.hamcrest.Matchers.hasSize;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The directory that the example bean fills. */
record Mailbox(Path directory) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The files there, of whatever kind: to be asserted empty when nothing may be left behind. */
    List<String> fileNames() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StoredMail awaitOne() {
        return await(1).get(0);
    }

    /** The same for what takes its time. */
    StoredMail awaitOne(Duration patience) {
        Awaitility.await().atMost(patience).until(this::ids, hasSize(1));
        return awaitOne();
    }

    /** Waits until there are so many, and fails if there are more. */
    List<StoredMail> await(int count) {
        Awaitility.await().atMost(PATIENCE).until(this::ids, hasSize(count));
        return ids().stream().map(this::read).toList();
    }

    void clear() throws IOException {
        for (String name : fileNames()) {
            Files.delete(directory.resolve(name));
        }
    }

    void delete() throws IOException {
        clear();
        Files.delete(directory);
    }

    private List<String> ids() {
        return fileNames().stream()
                .filter(name -> name.endsWith(".eml"))
                .map(name -> name.substring(0, name.length() - ".eml".length()))
                .toList();
    }

    private StoredMail read(String id) {
        try (InputStream in = Files.newInputStream(directory.resolve(id + ".json"));
                JsonReader json = Json.createReader(in)) {
            return new StoredMail(json.readObject(), directory.resolve(id + ".eml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One message, as the two files tell. */
    record StoredMail(JsonObject facts, Path file) {
        /** The exact octets that were sent. */
        byte[] content() {
            byte[] whole = whole();
            return Arrays.copyOfRange(whole, whole.length - size(), whole.length);
        }

        /** What the adapter put in front. */
        String traceFields() {
            byte[] whole = whole();
            return new String(whole, 0, whole.length - size(), StandardCharsets.UTF_8);
        }

        private int size() {
            return facts.getInt("size");
        }

        private byte[] whole() {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
