package org.postern.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The characters of base64 (RFC 2045 section 6.8). */
final class Base64Alphabet {
    /** The value of the last character, which is another one elsewhere. */
    static final int LAST = 63;

    private static final byte[] VALUES = values();

    private Base64Alphabet() {}

    /** From 0 to 63, or -1 for all others. */
    static int value(int octet) {
        return octet < VALUES.length && octet >= 0 ? VALUES[octet] : -1;
    }

    /** The two characters of base64 for URLs (RFC 4648 section 5) as those that they stand for, and others as they are. */
    static byte ofUrls(byte octet) {
        return octet == '-' ? (byte) '+' : octet == '_' ? (byte) '/' : octet;
    }

    /** Tells whether a line may be base64: it has nothing else in it, or little, and no words with blanks between them. */
    static boolean isMostOf(byte[] line) {
        int characters = 0;
        int blanks = 0;
        int others = 0;
        for (byte octet : line) {
            if (value(octet) >= 0 || ofUrls(octet) != octet || octet == '=') {
                characters++;
            } else if (octet == ' ' && characters > 0) {
                blanks++;
            } else if (octet > ' ' || octet < 0) {
                others++;
            }
        }
        return (others + blanks) * 4 <= characters && (blanks == 0 || (others == 0 && characters % 4 == 0));
    }

    private static byte[] values() {
        byte[] characters =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
        byte[] values = new byte[0x80];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < characters.length; i++) {
            values[characters[i]] = (byte) i;
        }
        return values;
    }
}
