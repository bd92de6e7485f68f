package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One encoded word (RFC 2047 section 2).
 *
 * @param charset without a language (RFC 2231 section 5)
 * @param next where the text goes on behind it
 */
record EncodedWord(String charset, boolean base64, String content, int next) {
    static final String BEGIN = "=?";
    static final String END = "?=";
    private static final int MOST_CHARSET = 80;

    /** What stands in front of the content; blanks between its parts are not allowed, and evident. */
    record Prefix(String charset, boolean base64, int content) {
        static Optional<Prefix> at(String text, int from) {
            int mark = charsetEnd(text, from + BEGIN.length());
            if (mark < 0) {
                return Optional.empty();
            }
            int letter = skipBlanks(text, mark + 1);
            int second = skipBlanks(text, letter + 1);
            if (second >= text.length() || text.charAt(second) != '?' || "qQbB".indexOf(text.charAt(letter)) < 0) {
                return Optional.empty();
            }
            String charset = text.substring(from + BEGIN.length(), mark)
                    .replaceFirst("\\*.*", "")
                    .strip();
            return Optional.of(new Prefix(charset, "bB".indexOf(text.charAt(letter)) >= 0, second + 1));
        }

        private static int charsetEnd(String text, int from) {
            int end = from;
            while (end < text.length() && end - from < MOST_CHARSET && isOfCharset(text.charAt(end))) {
                end++;
            }
            boolean some = end < text.length() && !text.substring(from, end).isBlank();
            return some && text.charAt(end) == '?' ? end : -1;
        }

        private static boolean isOfCharset(char c) {
            return Character.isLetterOrDigit(c) || " -_.:*+'".indexOf(c) >= 0;
        }

        private static int skipBlanks(String text, int from) {
            int at = from;
            while (at < text.length() && at - from < MOST_CHARSET && text.charAt(at) == ' ') {
                at++;
            }
            return at;
        }
    }

    /** The octets that the word stands for. */
    byte[] octets() {
        return base64 ? Base64Decoder.decode(content) : unquoted();
    }

    /** RFC 2047 section 4.2. */
    private byte[] unquoted() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length());
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            int octet =
                    c == '=' && i + 2 < content.length() ? Hex.octet(content.charAt(i + 1), content.charAt(i + 2)) : -1;
            if (octet >= 0) {
                out.write(octet);
                i += 2;
            } else if (c <= 0x7f) {
                out.write(c == '_' ? ' ' : c);
            } else {
                out.writeBytes(raw(c));
            }
        }
        return out.toByteArray();
    }

    /** Characters beyond ASCII that have not been encoded. */
    private byte[] raw(char c) {
        Charset own = Charsets.find(charset).filter(Charset::canEncode).orElse(StandardCharsets.UTF_8);
        return String.valueOf(c).getBytes(own.newEncoder().canEncode(c) ? own : StandardCharsets.UTF_8);
    }

    /** Tells whether this could be one that was cut off: there is something to decode, and nothing else. */
    boolean isPlausibleWithoutEnd() {
        if (!base64) {
            return content.indexOf('=') >= 0 || content.indexOf('_') >= 0;
        }
        return content.length() > 1 && content.chars().allMatch(c -> Base64Alphabet.value(c) >= 0 || c == '=');
    }
}
