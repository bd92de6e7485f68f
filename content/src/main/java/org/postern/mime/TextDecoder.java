package org.postern.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Makes text of octets, in the charset that is said as far as it can be, and else in the one that they evidently have. An octet
 * that means nothing in it is read as windows-1252, as browsers do: U+FFFD would lose it.
 */
final class TextDecoder {
    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final char REPLACEMENT = '\ufffd';
    private static final int BUFFER = 8 * 1024;

    private TextDecoder() {}

    /** With the charset's name as the sender wrote it. */
    static String decode(byte[] octets, Optional<String> label) {
        Optional<ByteOrderMark> mark = ByteOrderMark.of(octets);
        return mark.isPresent()
                ? decodeAs(octets, mark.get().length(), mark.get().charset())
                : decodeAs(octets, 0, charset(octets, label.flatMap(Charsets::find)));
    }

    /** A header field: UTF-8 (RFC 6532), or else in the charset of the text behind it, which is no standard but usual. */
    static String decodeField(byte[] octets, Optional<String> charsetOfText) {
        if (EscapedJapanese.isIn(octets)) {
            return decodeAs(octets, 0, EscapedJapanese.CHARSET);
        }
        Charset charset = isStrictly(StandardCharsets.UTF_8, octets)
                ? StandardCharsets.UTF_8
                : charsetOfText
                        .flatMap(Charsets::find)
                        .filter(said -> isStrictly(said, octets))
                        .orElseGet(() -> Guess.charset(octets));
        return decodeAs(octets, 0, charset);
    }

    /** What is said is not believed where it cannot be, and UTF-8 can. */
    private static Charset charset(byte[] octets, Optional<Charset> said) {
        if (said.isEmpty() || said.get().equals(StandardCharsets.US_ASCII)) {
            return Guess.charset(octets);
        }
        if (said.get().name().startsWith("UTF-16") || said.get().name().startsWith("UTF-32")) {
            return Guess.byteOrder(said.get(), octets);
        }
        if (said.get().equals(EscapedJapanese.CHARSET) && EscapedJapanese.isIn(octets)) {
            return said.get();
        }
        boolean oneOctet =
                said.get().equals(StandardCharsets.UTF_8) || said.get().equals(WESTERN);
        if (oneOctet && Guess.isEvidentlyOther(octets)) {
            return Guess.charset(octets);
        }
        return isStrictly(said.get(), octets) || !isStrictly(StandardCharsets.UTF_8, octets)
                ? said.get()
                : StandardCharsets.UTF_8;
    }

    static boolean isStrictly(Charset charset, byte[] octets) {
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(octets);
        CharBuffer out = CharBuffer.allocate(BUFFER);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        return !result.isError();
    }

    private static String decodeAs(byte[] octets, int from, Charset charset) {
        if (charset.equals(EscapedJapanese.CHARSET)) {
            return decodeAll(EscapedJapanese.mended(octets), from, charset);
        }
        return decodeAll(octets, from, charset);
    }

    private static String decodeAll(byte[] octets, int from, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(octets, from, octets.length - from);
        CharBuffer out = CharBuffer.allocate(BUFFER);
        StringBuilder text = new StringBuilder(octets.length - from);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            append(out, text);
            if (result.isError()) {
                readOtherwise(in, result.length(), charset, text);
            } else if (result.isUnderflow()) {
                break;
            }
        }
        decoder.flush(out);
        append(out, text);
        return text.toString();
    }

    private static void append(CharBuffer out, StringBuilder text) {
        text.append(out.flip());
        out.clear();
    }

    private static void readOtherwise(ByteBuffer in, int length, Charset charset, StringBuilder text) {
        if (charset.equals(StandardCharsets.UTF_8) && in.remaining() == length && isBegun(in, length)) {
            // The text has been cut inside of a character: there is nothing to be read.
            in.position(in.limit());
            text.append(REPLACEMENT);
            return;
        }
        text.append(western(in.get()));
        // An octet that begins no character takes none from the next one.
        for (int i = 1; i < length && !isAlone(in, charset); i++) {
            text.append(western(in.get()));
        }
    }

    private static boolean isAlone(ByteBuffer in, Charset charset) {
        boolean unicode = charset.name().startsWith("UTF-");
        return !unicode && (in.get(in.position()) >= 0 || (in.get(in.position() - 1) & 0xff) == 0xff);
    }

    /** Tells whether the octets are the beginning of a character in UTF-8. */
    private static boolean isBegun(ByteBuffer in, int length) {
        int first = in.get(in.position()) & 0xff;
        int needed = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
        return first < 0xf5 && length > 1 && length < needed;
    }

    /** Where windows-1252 has nothing, a control character of that number. */
    private static char western(byte octet) {
        char c = new String(new byte[] {octet}, WESTERN).charAt(0);
        return c == REPLACEMENT ? (char) (octet & 0xff) : c;
    }
}
