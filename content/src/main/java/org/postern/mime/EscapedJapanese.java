package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** ISO-2022-JP (RFC 1468): seven bits, and an escape sequence in front of what is Japanese. */
final class EscapedJapanese {
    static final Charset CHARSET = Charsets.find("iso-2022-jp").orElse(StandardCharsets.UTF_8);

    private static final int ESCAPE = 0x1b;
    private static final byte[] ASCII = {ESCAPE, '(', 'B'};

    private EscapedJapanese() {}

    /** Tells whether the octets can be nothing else. */
    static boolean isIn(byte[] octets) {
        boolean found = false;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] < 0) {
                return false;
            }
            found |= begins(octets, i, '$', "B@(") || begins(octets, i, '(', "IJ");
        }
        return found;
    }

    /**
     * With each line ending in ASCII, as RFC 1468 demands and programs forget; and with the escape sequence H as J, which it
     * names as the usual mistake.
     */
    static byte[] mended(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length);
        boolean ascii = true;
        for (int i = 0; i < octets.length; i++) {
            boolean lineEnd = octets[i] == '\r' || octets[i] == '\n';
            if (lineEnd && !ascii) {
                out.writeBytes(ASCII);
                ascii = true;
            }
            if (begins(octets, i, '$', "B@(") || begins(octets, i, '(', "I")) {
                ascii = false;
            } else if (begins(octets, i, '(', "BJH")) {
                ascii = true;
            }
            boolean mistaken = octets[i] == 'H' && i > 1 && begins(octets, i - 2, '(', "H");
            out.write(mistaken ? 'J' : octets[i]);
        }
        return out.toByteArray();
    }

    private static boolean begins(byte[] octets, int at, char kind, String sets) {
        return octets[at] == ESCAPE
                && at + 2 < octets.length
                && octets[at + 1] == kind
                && sets.indexOf(octets[at + 2]) >= 0;
    }
}
