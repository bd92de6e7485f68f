package org.postern.packaging;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A library that the RAR carries, as the name of its file says. */
record Shipped(String jar, String version) {
    /** What Maven calls a file: artifact, version and perhaps a classifier. */
    private static final Pattern FILE =
            Pattern.compile("(?<jar>.+?)-(?<version>\\d[\\w.]*)(?:-(?:linux|osx|windows)-\\w+)?\\.jar");

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** One that has no version in its name is ours. */
    static Optional<Shipped> of(String file) {
        Matcher found = FILE.matcher(file);
        return found.matches()
                ? Optional.of(new Shipped(found.group("jar"), found.group("version")))
                : Optional.empty();
    }

    /** Each once, however many platforms it is there for. */
    static List<Shipped> in(Collection<String> files) {
        return files.stream().flatMap(file -> of(file).stream()).distinct().toList();
    }

    boolean isBefore(String other) {
        return Arrays.compare(numbers(version), numbers(other)) < 0;
    }

    private static int[] numbers(String version) {
        return NUMBER.matcher(version)
                .results()
                .mapToInt(found -> Integer.parseInt(found.group()))
                .toArray();
    }

    @Override
    public String toString() {
        return jar + " " + version;
    }
}
