package org.postern.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** A part of ISO 8859: like ISO-8859-1 below 0xA0, and a table from there. */
final class HalfTableDecoder extends CharsetDecoder {
    private static final int FIRST = 0xa0;

    private final String table;

    HalfTableDecoder(Charset charset, String table) {
        super(charset, 1, 1);
        this.table = table;
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
        while (in.hasRemaining()) {
            if (!out.hasRemaining()) {
                return CoderResult.OVERFLOW;
            }
            int octet = in.get() & 0xff;
            out.put(octet < FIRST ? (char) octet : table.charAt(octet - FIRST));
        }
        return CoderResult.UNDERFLOW;
    }
}
