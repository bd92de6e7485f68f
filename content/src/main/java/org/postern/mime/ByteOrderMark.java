package org.postern.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a text in Unicode may begin with. It counts more than what is said elsewhere, and is no text (RFC 3629 section 6). */
record ByteOrderMark(Charset charset, int length) {
    static Optional<ByteOrderMark> of(byte[] octets) {
        if (begins(octets, 0xef, 0xbb, 0xbf)) {
            return Optional.of(new ByteOrderMark(StandardCharsets.UTF_8, 3));
        }
        if (begins(octets, 0, 0, 0xfe, 0xff)) {
            return Optional.of(new ByteOrderMark(Charset.forName("UTF-32BE"), 4));
        }
        if (begins(octets, 0xff, 0xfe, 0, 0)) {
            return Optional.of(new ByteOrderMark(Charset.forName("UTF-32LE"), 4));
        }
        if (begins(octets, 0xff, 0xfe)) {
            return Optional.of(new ByteOrderMark(StandardCharsets.UTF_16LE, 2));
        }
        if (begins(octets, 0xfe, 0xff)) {
            return Optional.of(new ByteOrderMark(StandardCharsets.UTF_16BE, 2));
        }
        return Optional.empty();
    }

    private static boolean begins(byte[] octets, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= octets.length || (octets[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
