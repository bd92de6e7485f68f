package org.postern.mime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.postern.api.MailHeaders;

/** A field of a header, as it was sent and as it is read. Immutable. */
public final class HeaderField implements MailHeaders.Field {
    private final String name;
    private final byte[] octets;
    private final Optional<String> charset;

    HeaderField(String name, byte[] octets, Optional<String> charset) {
        this.name = name;
        this.octets = octets;
        this.charset = charset;
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Gives what a reader sees: in one line, encoded words decoded, octets beyond US-ASCII read as UTF-8 or in the charset of
     * the text. In fields of addresses use {@link MailContent#from()} and its siblings: an encoded comma separates nothing.
     *
     * @return without blanks at both ends, perhaps empty
     */
    @Override
    public String value() {
        return EncodedWords.decode(unfolded());
    }

    @Override
    public byte[] octets() {
        return octets.clone();
    }

    /** In one line, but not decoded. */
    String unfolded() {
        return unfold(TextDecoder.decodeField(octets, charset)).strip();
    }

    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    String key() {
        return name.toLowerCase(Locale.ROOT);
    }

    HeaderField in(Optional<String> other) {
        return new HeaderField(name, octets, other);
    }

    /** RFC 5322 section 2.2.3; the blanks behind a fold are one, as clients show it. */
    private static String unfold(String text) {
        if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\r' && c != '\n') {
                line.append(c);
                continue;
            }
            while (i + 1 < text.length() && Character.isWhitespace(text.charAt(i + 1))) {
                i++;
            }
            line.append(' ');
        }
        return line.toString();
    }

    @Override
    public String toString() {
        return name + ": " + new String(octets, StandardCharsets.ISO_8859_1).strip();
    }
}
