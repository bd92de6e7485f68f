package org.postern.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One thing that a standard demands, and a dialogue that shows whether it holds. Immutable.
 *
 * <p>In a file, clauses stand with an empty line between them. The first line of each has the standard and its section, what
 * must hold, and where it is tried if that is not everywhere, with vertical bars between them; the others are the dialogue,
 * see {@link ClauseRun}.
 *
 * @param marks where it is tried: the names of {@link Transport}s, and {@code greeting} if it begins before EHLO
 * @param syntaxes of envelopes with which it is tried: both, unless one is named there
 */
record Clause(String section, String statement, Set<String> marks, List<String> syntaxes, List<String> dialogue) {
    static final List<String> SYNTAXES = List.of("lenient", "strict");

    private static final Path DIRECTORY = Path.of("src/test/conformance");

    static List<Clause> all() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().flatMap(Clause::read).toList();
        }
    }

    boolean beginsWithTheGreeting() {
        return marks.contains("greeting");
    }

    /** Where it is tried. */
    List<Transport> transports() {
        return Arrays.stream(Transport.values())
                .filter(transport -> transport.suits(this))
                .toList();
    }

    @Override
    public String toString() {
        return section + ": " + statement;
    }

    private static Stream<Clause> read(Path file) {
        try {
            return Arrays.stream(Files.readString(file).strip().split("\n\n", -1))
                    .map(Clause::parse);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Clause parse(String text) {
        List<String> lines = text.lines().toList();
        String[] head = lines.get(0).split(" \\| ", 3);
        Set<String> marks = new TreeSet<>(head.length < 3 ? Set.of() : Set.of(head[2].split(" ", -1)));
        List<String> named = SYNTAXES.stream().filter(marks::remove).toList();
        return new Clause(
                head[0],
                head[1],
                Set.copyOf(marks),
                named.isEmpty() ? SYNTAXES : named,
                lines.subList(1, lines.size()));
    }
}
