package org.postern.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages that strangers have sent: malformed, or unusual. */
final class Samples {
    private Samples() {}

    static List<String> names() {
        return new String(read("names.txt"), StandardCharsets.US_ASCII).lines().toList();
    }

    static byte[] octets(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException(
                    "There is no sample \"" + name + "\", but " + String.join(", ", names()));
        }
        return read(name + ".eml");
    }

    private static byte[] read(String file) {
        try (InputStream in = Samples.class.getResourceAsStream("samples/" + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
