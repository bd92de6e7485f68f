package org.postern.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** UTF-7 (RFC 2152): UTF-16 in base64 between a plus sign and what ends it. */
final class Utf7Decoder extends CharsetDecoder {
    private static final int BITS_OF_CHARACTER = 16;

    private boolean shifted;
    private boolean justShifted;
    private int bits;
    private int count;

    Utf7Decoder(Charset charset) {
        super(charset, 1, 1);
    }

    @Override
    protected void implReset() {
        shifted = false;
        bits = 0;
        count = 0;
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
        while (in.hasRemaining()) {
            if (!out.hasRemaining()) {
                return CoderResult.OVERFLOW;
            }
            int octet = in.get() & 0xff;
            if (shifted) {
                inBase64(octet, out);
            } else if (octet == '+') {
                shifted = true;
                justShifted = true;
                bits = 0;
                count = 0;
            } else {
                out.put((char) octet);
            }
        }
        return CoderResult.UNDERFLOW;
    }

    private void inBase64(int octet, CharBuffer out) {
        int value = Base64Alphabet.value(octet);
        if (value >= 0) {
            justShifted = false;
            bits = bits << 6 | value;
            count += 6;
            if (count >= BITS_OF_CHARACTER) {
                count -= BITS_OF_CHARACTER;
                out.put((char) (bits >>> count));
            }
            return;
        }
        shifted = false;
        if (octet == '-') {
            if (justShifted) {
                out.put('+');
            }
        } else {
            out.put((char) octet);
        }
    }
}
