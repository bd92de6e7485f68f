package org.postern.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The charset of octets that nothing true is said about. */
final class Guess {
    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final Charset JAPANESE = Charsets.find("iso-2022-jp").orElse(StandardCharsets.UTF_8);
    private static final int ESCAPE = 0x1b;

    private Guess() {}

    static Charset charset(byte[] octets) {
        if (looksLikeUtf16(octets)) {
            return byteOrder(StandardCharsets.UTF_16, octets);
        }
        if (hasJapaneseEscapes(octets)) {
            return JAPANESE;
        }
        return isMostlyUtf8(octets) ? StandardCharsets.UTF_8 : WESTERN;
    }

    /** RFC 2781 section 4.3 says big-endian if there is no mark. Programs write as their processors do. */
    static Charset byteOrder(Charset said, byte[] octets) {
        int[] zeros = zeros(octets);
        if (zeros[0] + zeros[1] == 0 && TextDecoder.isStrictly(StandardCharsets.UTF_8, octets)) {
            return StandardCharsets.UTF_8;
        }
        if (!said.equals(StandardCharsets.UTF_16)) {
            return said;
        }
        return zeros[1] > zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }

    /** Every second octet of Latin text is zero. */
    private static boolean looksLikeUtf16(byte[] octets) {
        int[] zeros = zeros(octets);
        int more = Math.max(zeros[0], zeros[1]);
        int fewer = Math.min(zeros[0], zeros[1]);
        return octets.length > 1 && more > octets.length / 5 && fewer < more / 4;
    }

    /** At even and at odd places. */
    private static int[] zeros(byte[] octets) {
        int[] zeros = new int[2];
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == 0) {
                zeros[i % 2]++;
            }
        }
        return zeros;
    }

    /** RFC 1468: seven bits, and an escape sequence in front of what is Japanese. */
    private static boolean hasJapaneseEscapes(byte[] octets) {
        boolean found = false;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] < 0) {
                return false;
            }
            found |= octets[i] == ESCAPE && i + 2 < octets.length && octets[i + 1] == '$' && isSet(octets[i + 2]);
        }
        return found;
    }

    private static boolean isSet(byte octet) {
        return octet == 'B' || octet == '@' || octet == '(';
    }

    /** More characters of several octets than octets that belong to none. */
    private static boolean isMostlyUtf8(byte[] octets) {
        int characters = 0;
        int strays = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] < 0) {
                int more = following(octets, i);
                if (more > 0) {
                    characters++;
                    i += more;
                } else {
                    strays++;
                }
            }
        }
        return characters > strays || strays == 0;
    }

    /** How many octets of a character follow its first one; 0 if it is none. */
    private static int following(byte[] octets, int at) {
        int first = octets[at] & 0xff;
        int count = first >= 0xf0 && first < 0xf5
                ? 3
                : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xc2 && first < 0xe0 ? 1 : 0;
        for (int i = 1; i <= count; i++) {
            if (at + i >= octets.length || (octets[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return count;
    }
}
