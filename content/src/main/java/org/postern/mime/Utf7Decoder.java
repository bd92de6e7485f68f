package org.postern.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * UTF-7 (RFC 2152): UTF-16 in base64 between a plus sign and what ends it; or with other signs, as IMAP has it (RFC 3501 section
 * 5.1.3). What begins like base64 and is not even one character stays what it is.
 */
final class Utf7Decoder extends CharsetDecoder {
    private static final int BITS_OF_CHARACTER = 16;
    private static final int MOST_WITHOUT_CHARACTER = 4;

    private final char shift;
    private final char last;
    private final StringBuilder raw = new StringBuilder(MOST_WITHOUT_CHARACTER);
    private boolean shifted;
    private boolean some;
    private int bits;
    private int count;

    /**
     * With its signs.
     *
     * @param shift what base64 begins with
     * @param last the last character of base64
     */
    Utf7Decoder(Charset charset, char shift, char last) {
        super(charset, 1, MOST_WITHOUT_CHARACTER);
        this.shift = shift;
        this.last = last;
    }

    @Override
    protected void implReset() {
        shifted = false;
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
        while (in.hasRemaining()) {
            if (out.remaining() < MOST_WITHOUT_CHARACTER) {
                return CoderResult.OVERFLOW;
            }
            char octet = (char) (in.get() & 0xff);
            int value = octet == last ? Base64Alphabet.LAST : octet == '/' ? -1 : Base64Alphabet.value(octet);
            if (shifted && value >= 0) {
                add(octet, value, out);
            } else if (shifted) {
                end(octet, out);
            } else if (octet == shift) {
                begin();
            } else {
                out.put(octet);
            }
        }
        return CoderResult.UNDERFLOW;
    }

    @Override
    protected CoderResult implFlush(CharBuffer out) {
        if (out.remaining() < MOST_WITHOUT_CHARACTER) {
            return CoderResult.OVERFLOW;
        }
        if (shifted && !some) {
            out.put(raw.toString());
        }
        shifted = false;
        return CoderResult.UNDERFLOW;
    }

    private void begin() {
        shifted = true;
        some = false;
        raw.setLength(0);
        raw.append(shift);
        bits = 0;
        count = 0;
    }

    private void add(char octet, int value, CharBuffer out) {
        bits = bits << 6 | value;
        count += 6;
        if (count >= BITS_OF_CHARACTER) {
            count -= BITS_OF_CHARACTER;
            out.put((char) (bits >>> count));
            some = true;
        } else if (!some) {
            raw.append(octet);
        }
    }

    private void end(char octet, CharBuffer out) {
        shifted = false;
        boolean sign = raw.length() == 1 && octet == '-';
        if (!some) {
            out.put(raw.toString());
        }
        if (octet == shift) {
            begin();
        } else if (octet != '-' || (!some && !sign)) {
            out.put(octet);
        }
    }
}
