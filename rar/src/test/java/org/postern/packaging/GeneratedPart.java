package org.postern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A part of a file of this repository that is made from the code: what stands between a comment that names it and the one that
 * ends it. Whoever has changed the code runs the test once with {@code -Dpostern.rewrite=true}.
 */
public final class GeneratedPart {
    private static final boolean REWRITE = Boolean.getBoolean("postern.rewrite");

    private final Path file;
    private final String name;

    /** Names a part of a file, which is given by its path from the root of the repository. */
    public GeneratedPart(String file, String name) {
        this.file = Path.of("..").resolve(file);
        this.name = name;
    }

    /** Fails if the part is another one, or rewrites it. */
    public void assertIs(List<String> wanted) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> part = in(lines);
        if (REWRITE && !part.equals(wanted)) {
            part.clear();
            part.addAll(wanted);
            Files.write(file, lines);
        }
        assertThat(part)
                .as("%s, %s: it is made from the code, with -Dpostern.rewrite=true", file, name)
                .isEqualTo(wanted);
    }

    /** What stands there now. */
    public List<String> lines() throws IOException {
        return in(Files.readAllLines(file));
    }

    private List<String> in(List<String> lines) {
        List<String> stripped = lines.stream().map(String::strip).toList();
        String begin = "<!-- " + name + " -->";
        String end = "<!-- /" + name + " -->";
        assertThat(stripped).as("%s", file).containsOnlyOnce(begin, end);
        return lines.subList(stripped.indexOf(begin) + 1, stripped.indexOf(end));
    }
}
