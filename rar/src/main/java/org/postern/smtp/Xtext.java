package org.postern.smtp;

/**
 * How RFC 3461 and RFC 6533 write any text into a parameter. The texts are the peer's and as long as a command may be, so
 * they are read in loops: a regular expression that repeats alternatives recurses in the JDK, once for each character.
 */
final class Xtext {
    private static final char ESCAPE = '+';
    private static final int HEX_DIGITS = 2;
    /** RFC 6533 section 3: characters that must not stand for themselves are written as {@code \x{NN}}. */
    private static final String UTF8_ESCAPE = "\\x{";

    private static final int MAX_UTF8_DIGITS = 6;
    private static final char FIRST_BEYOND_ASCII = '\u00a0';
    private static final char DELETE = 0x7f;
    private static final int RADIX = 16;

    private Xtext() {}

    /**
     * Checks a text. It stands for none of the control characters of US-ASCII (RFC 3461 sections 4.2 and 4.4): what is made of
     * it are fields of a report.
     */
    static boolean isValid(String text) {
        int at = 0;
        while (at < text.length()) {
            if (isEscaped(text, at) && !isControl(escaped(text, at))) {
                at += 1 + HEX_DIGITS;
            } else if (isPlain(text.charAt(at))) {
                at++;
            } else {
                return false;
            }
        }
        return at > 0;
    }

    /** What a valid text stands for; its characters are octets. */
    static String decode(String valid) {
        StringBuilder decoded = new StringBuilder(valid.length());
        int at = 0;
        while (at < valid.length()) {
            if (isEscaped(valid, at)) {
                decoded.append(escaped(valid, at));
                at += 1 + HEX_DIGITS;
            } else {
                decoded.append(valid.charAt(at++));
            }
        }
        return decoded.toString();
    }

    /**
     * Checks an address of the type {@code utf-8}.
     *
     * @param raw whether it may be in UTF-8 itself
     */
    static boolean isUtf8Address(String text, boolean raw) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\') {
                int end = endOfUtf8Escape(text, at);
                if (end < 0) {
                    return false;
                }
                at = end;
            } else if (isPlain(c) || (raw && c >= FIRST_BEYOND_ASCII)) {
                at++;
            } else {
                return false;
            }
        }
        return at > 0;
    }

    /** The index behind the escape that begins at another; -1 if there is none. */
    private static int endOfUtf8Escape(String text, int start) {
        int first = start + UTF8_ESCAPE.length();
        int at = first;
        while (at < text.length() && isHexDigit(text.charAt(at))) {
            at++;
        }
        int digits = at - first;
        return text.startsWith(UTF8_ESCAPE, start)
                        && digits >= HEX_DIGITS
                        && digits <= MAX_UTF8_DIGITS
                        && text.startsWith("}", at)
                        && isCharacter(Integer.parseInt(text, first, at, RADIX))
                ? at + 1
                : -1;
    }

    private static boolean isEscaped(String text, int at) {
        return text.charAt(at) == ESCAPE
                && at + HEX_DIGITS < text.length()
                && isHexDigit(text.charAt(at + 1))
                && isHexDigit(text.charAt(at + HEX_DIGITS));
    }

    private static char escaped(String text, int at) {
        return (char) Integer.parseInt(text, at + 1, at + 1 + HEX_DIGITS, RADIX);
    }

    private static boolean isCharacter(int codePoint) {
        return Character.isValidCodePoint(codePoint)
                && Character.getType(codePoint) != Character.SURROGATE
                && !isControl(codePoint);
    }

    private static boolean isControl(int c) {
        return c < ' ' || c == DELETE;
    }

    /** Printable characters of US-ASCII, but for those that have a meaning in parameters. */
    private static boolean isPlain(char c) {
        return c > ' ' && c <= '~' && c != ESCAPE && c != '=';
    }

    /** Only upper case (RFC 3461 section 4). */
    private static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
    }
}
