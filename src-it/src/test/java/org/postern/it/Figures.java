package org.postern.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What tests have measured, for who wants to know: a file below {@code target}. */
record Figures(String file) {
    void note(String figure) throws IOException {
        Files.writeString(Path.of("target", file), figure + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
