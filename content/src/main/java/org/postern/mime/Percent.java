package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Decodes {@code %C3%BC} (RFC 2231 section 4). */
final class Percent {
    private Percent() {}

    /** A percent sign with nothing behind it that could be meant stays one. */
    static byte[] decode(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            int octet = in[i] == '%' && i + 2 < in.length ? Hex.octet(in[i + 1], in[i + 2]) : -1;
            if (octet >= 0) {
                out.write(octet);
                i += 2;
            } else {
                out.write(in[i]);
            }
        }
        return out.toByteArray();
    }
}
