package org.postern.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What was written on the command line, as {@code --name=value}. Immutable. */
final class Options {
    private final Map<String, String> given;

    private Options(Map<String, String> given) {
        this.given = given;
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if there is a word of another form, or a name that is not known
     */
    static Options of(List<String> words, Set<String> known) {
        Map<String, String> given = new HashMap<>();
        for (String word : words) {
            String[] parts = word.split("=", 2);
            String name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
            if (!known.contains(name)) {
                throw new IllegalArgumentException("\"" + word + "\" is no option. There are --"
                        + String.join("=…, --", new TreeSet<>(known)) + "=…");
            }
            given.put(name, parts.length == 2 ? parts[1] : "true");
        }
        return new Options(Map.copyOf(given));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name)).filter(value -> !value.isEmpty());
    }

    /** A list with commas. */
    List<String> words(String name, String otherwise) {
        return Arrays.stream(text(name).orElse(otherwise).split(",", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    int number(String name, int otherwise) {
        return text(name).map(Integer::parseInt).orElse(otherwise);
    }

    double decimal(String name, double otherwise) {
        return text(name).map(Double::parseDouble).orElse(otherwise);
    }

    Optional<Path> path(String name) {
        return text(name).map(value -> Path.of(value).toAbsolutePath());
    }

    boolean has(String name) {
        return given.containsKey(name);
    }
}
