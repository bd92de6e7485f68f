package org.postern.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** HZ (RFC 1843): GB 2312 in seven bits, between <code>~{</code> and <code>~}</code>. */
final class HzDecoder extends CharsetDecoder {
    private static final Charset GB = Charset.forName("GB18030");
    private static final int EIGHTH_BIT = 0x80;

    private boolean chinese;

    HzDecoder(Charset charset) {
        super(charset, 1, 1);
    }

    @Override
    protected void implReset() {
        chinese = false;
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
        while (in.hasRemaining()) {
            if (!out.hasRemaining()) {
                return CoderResult.OVERFLOW;
            }
            int octet = in.get() & 0xff;
            boolean line = octet == '\n' || octet == '\r';
            if (line || !in.hasRemaining() || (octet != '~' && !chinese)) {
                chinese &= !line;
                out.put((char) octet);
                continue;
            }
            int second = in.get() & 0xff;
            if (octet != '~') {
                out.put(new String(new byte[] {(byte) (octet | EIGHTH_BIT), (byte) (second | EIGHTH_BIT)}, GB)
                        .charAt(0));
            } else if (!escape(second)) {
                out.put('~');
                in.position(in.position() - (second == '~' ? 0 : 1));
            }
        }
        return CoderResult.UNDERFLOW;
    }

    /** Tells whether it was one; two tildes are one that is meant. */
    private boolean escape(int second) {
        if (second == '{' || second == '}') {
            chinese = second == '{';
            return true;
        }
        return second == '\n';
    }
}
