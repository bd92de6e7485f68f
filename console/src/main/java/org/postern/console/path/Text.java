package org.postern.console.path;

import java.nio.charset.StandardCharsets;

/** What strangers say, as text that a page can show: cut, and without control characters. */
final class Text {
    static final int MOST_CHARACTERS = 1000;

    private Text() {}

    static String of(byte[] octets) {
        return of(new String(octets, StandardCharsets.ISO_8859_1));
    }

    static String of(String said) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < said.length() && text.length() < MOST_CHARACTERS; i++) {
            char one = said.charAt(i);
            if (one >= ' ' && one <= '~') {
                text.append(one);
            } else {
                text.append(one > 0xff ? "\\u%04x".formatted((int) one) : "\\x%02x".formatted((int) one));
            }
        }
        return text.length() < MOST_CHARACTERS ? text.toString() : text + "…";
    }
}
