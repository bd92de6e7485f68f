package org.postern.mime;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which parts a text in HTML refers to (RFC 2392). */
final class ContentIds {
    private static final String SCHEME = "cid:";
    private static final int MOST = 10_000;
    private static final int MOST_OF_ID = 1_000;

    private ContentIds() {}

    /** By their {@link #key}. */
    static Set<String> in(String html) {
        Set<String> found = new HashSet<>();
        String text = html.toLowerCase(Locale.ROOT);
        for (int at = text.indexOf(SCHEME); at >= 0 && found.size() < MOST; at = text.indexOf(SCHEME, at + 1)) {
            int end = at + SCHEME.length();
            while (end < text.length() && end - at < MOST_OF_ID && "\"'<> )".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            found.add(key(text.substring(at + SCHEME.length(), end)));
        }
        return found;
    }

    /** Programs write upper and lower case and percent signs as they like. */
    static String key(String id) {
        return new String(Percent.decode(id), StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
    }
}
