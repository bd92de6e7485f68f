package org.postern.it;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A line that a page says a reader sees: {@code ...} stands for anything, and blanks for as many as there are. */
record Shown(String line) {
    String pattern() {
        return Arrays.stream(line.strip().split("\\.\\.\\.", -1))
                .map(part -> Arrays.stream(part.split("\\s+", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("\\s+")))
                .collect(Collectors.joining(".*"));
    }
}
