package org.postern.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds files that are not gone: by their names, and where the operating system shows it, by their descriptors. */
final class SpoolFiles {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private SpoolFiles() {}

    /** How many files in a directory exist or are held open by this process. */
    static long in(Path directory) {
        return Stream.concat(list(directory).stream(), openFiles().stream())
                .filter(file -> file.toString().contains("postern-"))
                .filter(file -> file.startsWith(directory))
                .count();
    }

    private static List<Path> openFiles() {
        return Files.isDirectory(DESCRIPTORS)
                ? list(DESCRIPTORS).stream().flatMap(SpoolFiles::target).toList()
                : List.of();
    }

    private static Stream<Path> target(Path descriptor) {
        try {
            return Stream.of(Files.readSymbolicLink(descriptor));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
