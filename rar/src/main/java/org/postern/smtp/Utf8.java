package org.postern.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The step from octets to characters, for commands that may have others than those of US-ASCII (RFC 6531). */
final class Utf8 {
    static final int FIRST_BEYOND_ASCII = 0x80;

    private Utf8() {}

    /** Reads a text whose characters are octets; empty if they are not UTF-8. */
    static Optional<String> decode(String octets) {
        if (isAscii(octets)) {
            return Optional.of(octets);
        }
        try {
            // A new decoder refuses what is malformed, where String's constructor would replace it.
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_BEYOND_ASCII) {
                return false;
            }
        }
        return true;
    }

    /** The length of a text on the wire. */
    static int length(String text) {
        return isAscii(text) ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
