package org.postern.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The characters of base64 (RFC 2045 section 6.8). */
final class Base64Alphabet {
    private static final byte[] VALUES = values();

    private Base64Alphabet() {}

    /** From 0 to 63, or -1 for all others. */
    static int value(int octet) {
        return octet < VALUES.length && octet >= 0 ? VALUES[octet] : -1;
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
