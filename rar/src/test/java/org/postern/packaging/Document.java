package org.postern.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One page of the documentation, in Markdown as GitHub shows it. */
record Document(Path file) {
    /** Of the repository. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String FENCE = "```";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** The page at a place that is relative to the root. */
    static Document at(String place) {
        return new Document(ROOT.resolve(place));
    }

    /** All that users and contributors read. */
    static List<Document> all() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, below)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .map(Document::new)
                    .toList();
        }
    }

    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that are no blocks of code. */
    List<String> prose() {
        List<String> lines = new ArrayList<>();
        boolean code = false;
        for (String line : text().lines().toList()) {
            if (line.startsWith(FENCE)) {
                code = !code;
            } else if (!code && !line.startsWith("    ")) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** The targets of the links, as they stand there. */
    List<String> links() {
        return prose().stream()
                .map(line -> CODE.matcher(line).replaceAll(""))
                .flatMap(line -> LINK.matcher(line).results())
                .map(found -> found.group(1))
                .toList();
    }

    /** What stands in backticks outside of blocks of code. */
    List<String> names() {
        return names(prose());
    }

    static List<String> names(List<String> lines) {
        return lines.stream()
                .flatMap(line -> CODE.matcher(line).results())
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** The first block of code in this language. */
    String block(String language) {
        String text = text();
        int begin = text.indexOf(FENCE + language + "\n") + FENCE.length() + language.length() + 1;
        return text.substring(begin, text.indexOf(FENCE, begin));
    }

    /** Where links to a heading lead. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new LinkedHashSet<>();
        for (String line : prose()) {
            if (line.startsWith("#")) {
                String slug = slug(line.replaceFirst("^#+ *", ""));
                int before = seen.merge(slug, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? slug : slug + "-" + before);
            }
        }
        return anchors;
    }

    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }
}
