package org.postern.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The charset of octets that nothing true is said about. */
final class Guess {
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private static final int MOST_OF_CHARACTER = 4;

    private Guess() {}

    static Charset charset(byte[] octets) {
        if (looksLikeUtf16(octets)) {
            return byteOrder(StandardCharsets.UTF_16, octets);
        }
        if (EscapedJapanese.isIn(octets)) {
            return EscapedJapanese.CHARSET;
        }
        return isMostlyUtf8(octets) ? StandardCharsets.UTF_8 : WESTERN;
    }

    /** Tells whether the octets mean something else than their values, whatever is said. */
    static boolean isEvidentlyOther(byte[] octets) {
        return looksLikeUtf16(octets) || EscapedJapanese.isIn(octets);
    }

    /** RFC 2781 section 4.3 says big-endian if there is no mark. Programs write as their processors do. */
    static Charset byteOrder(Charset said, byte[] octets) {
        int[] zeros = zeros(octets);
        if (zeros[0] + zeros[1] == 0 && TextDecoder.isStrictly(StandardCharsets.UTF_8, octets)) {
            return StandardCharsets.UTF_8;
        }
        if (said.name().equals("UTF-32")) {
            return octets.length > 3 && octets[0] != 0 && octets[3] == 0 ? Charset.forName("UTF-32LE") : said;
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

    /** More characters of several octets than octets that belong to none. */
    private static boolean isMostlyUtf8(byte[] octets) {
        int characters = 0;
        int strays = 0;
        for (int i = 0; i < octets.length - cutOff(octets); i++) {
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

    /** How many octets at the end begin a character that has been cut off. */
    private static int cutOff(byte[] octets) {
        for (int count = 1; count < MOST_OF_CHARACTER && count <= octets.length; count++) {
            int octet = octets[octets.length - count] & 0xff;
            if (octet >= 0xc2 && octet < 0xf5) {
                return following(octet) >= count ? count : 0;
            }
            if ((octet & 0xc0) != 0x80) {
                return 0;
            }
        }
        return 0;
    }

    /** How many octets of a character follow its first one; 0 if it is none. */
    private static int following(byte[] octets, int at) {
        int count = following(octets[at] & 0xff);
        for (int i = 1; i <= count; i++) {
            if (at + i >= octets.length || (octets[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return count;
    }

    private static int following(int first) {
        return first >= 0xf0 && first < 0xf5
                ? 3
                : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xc2 && first < 0xe0 ? 1 : 0;
    }
}
