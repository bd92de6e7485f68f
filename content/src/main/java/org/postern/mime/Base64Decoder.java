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

    /** Lines without data behind data, which belong to what follows if that is no data either. */
    private final ByteArrayOutputStream gap = new ByteArrayOutputStream();

    /** There are dashes, stars or the like among them. */
    private boolean separated;

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
    int decode(byte[] read, ByteArrayOutputStream out) {
        byte[] line = isOfUrls(read) ? ofUrls(read) : read;
        if (characters == 0 && !hasData(line)) {
            gap.write(line, 0, Math.min(line.length, MOST_OF_LINE - gap.size()));
            separated |= !isLineEnd(line[0]);
            return line.length;
        }
        if (characters == 0 && (hasWords(line) || (separated && !goesOn(line, 0)))) {
            return 0;
        }
        if (!padded) {
            gap.reset();
            separated = false;
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

    /** With the lines in front of it. */
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

    /** RFC 2045 section 6.8 ignores the two other characters; in whole groups of nothing else they can only be data. */
    private static boolean isOfUrls(byte[] line) {
        int characters = 0;
        int ofUrls = 0;
        for (byte octet : line) {
            if (Base64Alphabet.ofUrls(octet) != octet) {
                ofUrls++;
            } else if (octet == '+' || octet == '/' || (Base64Alphabet.value(octet) < 0 && octet != '=')) {
                if (!isLineEnd(octet)) {
                    return false;
                }
            } else {
                characters++;
            }
        }
        return ofUrls > 0 && characters > ofUrls && (characters + ofUrls) % GROUP == 0;
    }

    private static byte[] ofUrls(byte[] line) {
        byte[] plain = new byte[line.length];
        for (int i = 0; i < line.length; i++) {
            plain[i] = Base64Alphabet.ofUrls(line[i]);
        }
        return plain;
    }

    private static boolean hasData(byte[] line) {
        for (byte octet : line) {
            if (Base64Alphabet.value(octet) >= 0 || octet == '=') {
                return true;
            }
        }
        return false;
    }

    /** A text behind data that need no padding. */
    private static boolean hasWords(byte[] line) {
        boolean blank = false;
        for (int i = 1; i < line.length - 1 && !blank; i++) {
            blank = line[i] == ' ' && Base64Alphabet.value(line[i - 1]) >= 0 && Base64Alphabet.value(line[i + 1]) >= 0;
        }
        return blank && !Base64Alphabet.isMostOf(line);
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
