package org.postern.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads base64 (RFC 2045 section 6.8), with whatever else is between, and without the padding that should be at the end. Where
 * the padding is, the data end; but lines of nothing but whole groups go on: there are programs that encode in blocks.
 */
final class Base64Decoder extends LineDecoder {
    private static final int GROUP = 4;
    private static final int BITS = 6;

    private int bits;
    private int characters;
    private boolean padded;
    private final ByteArrayOutputStream gap = new ByteArrayOutputStream();

    Base64Decoder(InputStream in) {
        super(in);
    }

    /** All that can be read of a short text. */
    static byte[] decode(String text) {
        try (InputStream in = new Base64Decoder(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    int decode(byte[] line, ByteArrayOutputStream out) {
        if (padded && isLineEnd(line[0]) && gap.size() < MOST_OF_LINE) {
            gap.writeBytes(line);
        }
        boolean goesOn = false;
        for (int i = 0; i < line.length; i++) {
            if (padded && !goesOn && line[i] != '=' && !isBlank(line[i])) {
                goesOn = goesOn(line, i);
                if (!goesOn) {
                    return i;
                }
                padded = false;
                gap.reset();
            }
            add(line[i], out);
        }
        return line.length;
    }

    @Override
    void finish(ByteArrayOutputStream out) {
        endGroup(out);
    }

    /** With the empty lines in front of it. */
    @Override
    InputStream rest() {
        return new SequenceInputStream(new ByteArrayInputStream(gap.toByteArray()), super.rest());
    }

    private void add(byte octet, ByteArrayOutputStream out) {
        int value = Base64Alphabet.value(octet);
        if (octet == '=') {
            padded |= characters > 1;
            endGroup(out);
        } else if (value >= 0) {
            bits = bits << BITS | value;
            if (++characters == GROUP) {
                endGroup(out);
            }
        }
    }

    /** Two characters are one octet, three are two; of one alone nothing can be made. */
    private void endGroup(ByteArrayOutputStream out) {
        int left = bits << (BITS * (GROUP - characters));
        for (int i = 1; i < characters; i++) {
            out.write(left >>> (8 * (GROUP - 1 - i)));
        }
        bits = 0;
        characters = 0;
    }

    private static boolean goesOn(byte[] line, int from) {
        int count = 0;
        for (int i = from; i < line.length; i++) {
            if (Base64Alphabet.value(line[i]) >= 0 || line[i] == '=') {
                count++;
            } else if (!isLineEnd(line[i])) {
                return false;
            }
        }
        return count % GROUP == 0;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t' || isLineEnd(octet);
    }

    private static boolean isLineEnd(byte octet) {
        return octet == '\r' || octet == '\n';
    }
}
