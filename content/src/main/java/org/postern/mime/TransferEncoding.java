package org.postern.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Locale;

/** How the octets of a part were brought into a form that can be sent (RFC 2045 section 6). What is unknown changed nothing. */
enum TransferEncoding {
    IDENTITY,
    BASE64,
    QUOTED_PRINTABLE,
    UUENCODE;

    static TransferEncoding of(Header header) {
        return header.lines("Content-Transfer-Encoding")
                .map(TransferEncoding::of)
                .findFirst()
                .orElse(IDENTITY);
    }

    /** Comments, parameters, quotes, blanks and hyphens change nothing. */
    private static TransferEncoding of(String line) {
        String word = line.split("[;(,]", 2)[0].toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        if (word.startsWith("base64") || word.equals("b") || word.equals("b64")) {
            return BASE64;
        }
        if (word.startsWith("quotedprint") || word.equals("q") || word.equals("qp")) {
            return QUOTED_PRINTABLE;
        }
        return word.matches("x?uu(?:e|encode|encoded)?") ? UUENCODE : IDENTITY;
    }

    /** The data, decoded. */
    InputStream data(Octets encoded) throws IOException {
        InputStream in = encoded.openStream();
        return switch (looksLikeIt(encoded) ? this : IDENTITY) {
            case IDENTITY -> in;
            case BASE64 -> new Base64Decoder(in);
            case QUOTED_PRINTABLE -> new QuotedPrintableDecoder(in);
            case UUENCODE -> new UuDecoder(in);
        };
    }

    /** The data, and what has been appended to them without being encoded: list servers do that, and readers want to see it. */
    byte[] text(Octets encoded, int most) throws IOException {
        try (InputStream in = data(encoded)) {
            byte[] octets = in.readNBytes(most);
            return in instanceof LineDecoder decoder && octets.length < most
                    ? new SequenceInputStream(new ByteArrayInputStream(octets), decoder.rest()).readNBytes(most)
                    : octets;
        }
    }

    /** Programs say base64, and then write text. A line of base64 has nothing else in it, or little. */
    private boolean looksLikeIt(Octets encoded) throws IOException {
        if (this != BASE64) {
            return true;
        }
        int characters = 0;
        int blanks = 0;
        int others = 0;
        for (byte octet : firstLine(encoded)) {
            if (Base64Alphabet.value(octet) >= 0 || octet == '=') {
                characters++;
            } else if (octet == ' ' && characters > 0) {
                blanks++;
            } else if (octet != ' ') {
                others++;
            }
        }
        return (others + blanks) * 4 <= characters && (blanks == 0 || characters % 4 == 0);
    }

    private static byte[] firstLine(Octets encoded) throws IOException {
        try (InputStream in = encoded.openStream()) {
            LineReader lines = new LineReader(in);
            LineReader.Line line = lines.next(1_000);
            while (line != null && line.isBlank()) {
                line = lines.next(1_000);
            }
            return line == null ? new byte[0] : line.octets();
        }
    }
}
