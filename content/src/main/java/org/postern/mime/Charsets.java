package org.postern.mime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Charsets by all the names that they have in mail. The labels of the WHATWG encoding standard come first, which say what a
 * name means in practice: ISO-8859-1 is windows-1252, and KS C 5601 is code page 949. Then those that Java knows. Hyphens,
 * blanks, quotes and upper case do not count.
 */
final class Charsets {
    /** Lines of a charset of Java's, a colon, and its labels. */
    private static final String TABLE = "charset-labels.txt";

    private static final Pattern LABEL = Pattern.compile("[\\s\"'(<=`]*([\\w.:+-]+)");
    /** How programs say "code page": {@code dos-850}. */
    private static final Pattern VENDOR = Pattern.compile("^(?:x|ms|pc|oem|dos|ibm|cp|codepage|ccsid)+0*(?=\\d{3,5}$)");

    private static final int SHORTEST_LABEL = 4;
    private static final int LONGEST_LABEL = 60;
    private static final Pattern LABELS = Pattern.compile(" +");
    private static final Map<String, Charset> BY_LABEL = load();

    private Charsets() {}

    static boolean isKnown(String label) {
        return known(key(label)).isPresent();
    }

    /** Also one whose name only begins like that of another: {@code ISO-8859-2-Windows-Latin-2}. */
    static Optional<Charset> find(String label) {
        String key = key(label);
        return known(key).or(() -> beginning(key));
    }

    private static Optional<Charset> known(String key) {
        return Optional.ofNullable(BY_LABEL.get(key))
                .or(() -> Optional.ofNullable(BY_LABEL.get(key.replaceFirst("^(?:x|cs)", ""))))
                .or(() -> Optional.ofNullable(BY_LABEL.get(key.replaceFirst("^win(?:dows)?", "windows"))))
                .or(() -> Optional.ofNullable(BY_LABEL.get(VENDOR.matcher(key).replaceFirst("cp"))));
    }

    private static Optional<Charset> beginning(String key) {
        for (int end = Math.min(key.length(), LONGEST_LABEL) - 1; end >= SHORTEST_LABEL; end--) {
            Charset found = BY_LABEL.get(key.substring(0, end));
            boolean sameNumber = Character.isDigit(key.charAt(end - 1)) && Character.isDigit(key.charAt(end));
            if (found != null && !sameNumber) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Without what programs write around it, and without a language behind it (RFC 2231 section 5). */
    private static String key(String label) {
        Matcher name = LABEL.matcher(label);
        return name.lookingAt() ? name.group(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "") : "";
    }

    private static Map<String, Charset> load() {
        Map<String, Charset> found = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(Charsets.class.getResourceAsStream(TABLE), TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line, found);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE, e);
        }
        for (Charset one : Charset.availableCharsets().values()) {
            found.putIfAbsent(key(one.name()), one);
            one.aliases().forEach(alias -> found.putIfAbsent(key(alias), one));
        }
        return found;
    }

    private static void add(String line, Map<String, Charset> found) {
        int colon = line.indexOf(':');
        if (line.startsWith("#") || colon < 0) {
            return;
        }
        charset(line.substring(0, colon)).ifPresent(charset -> {
            for (String label : LABELS.split(line.substring(colon + 1).strip(), -1)) {
                found.put(key(label), charset);
            }
        });
    }

    /** A Java without the module of further charsets lacks some. */
    private static Optional<Charset> charset(String name) {
        return OwnCharsets.find(name)
                .or(() -> Charset.isSupported(name) ? Optional.of(Charset.forName(name)) : Optional.empty());
    }
}
