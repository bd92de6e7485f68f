package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that a server logs into; it need not be there yet. */
record ServerLog(Path file) {
    /** Its octets. */
    long size() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was added since it had so many octets. */
    String since(long size) {
        try {
            byte[] whole = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int from = (int) Math.min(size, whole.length);
            return new String(whole, from, whole.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
