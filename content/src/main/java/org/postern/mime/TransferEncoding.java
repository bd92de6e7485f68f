package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
        String word = Comments.removed(line)
                .split("[;(,]", 2)[0]
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "")
                .replaceFirst("^x(?=base64|quotedprint)", "");
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
            if (!(in instanceof LineDecoder decoder) || octets.length == most) {
                return octets;
            }
            byte[] rest = decoder.rest().readNBytes(most - octets.length);
            return hasWords(rest) ? joined(octets, rest) : octets;
        }
    }

    /** The rest begins in a line of its own. */
    private static byte[] joined(byte[] octets, byte[] rest) {
        ByteArrayOutputStream both = new ByteArrayOutputStream(octets.length + rest.length + 2);
        both.writeBytes(octets);
        if (octets.length > 0 && octets[octets.length - 1] != '\n' && rest[0] != '\r' && rest[0] != '\n') {
            both.write('\r');
            both.write('\n');
        }
        both.writeBytes(rest);
        return both.toByteArray();
    }

    /** Line ends, dots and dashes behind the data say nothing. */
    private static boolean hasWords(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0 || Character.isLetterOrDigit(octet)) {
                return true;
            }
        }
        return false;
    }

    /** Programs say that they have encoded, and then write text. */
    private boolean looksLikeIt(Octets encoded) throws IOException {
        return switch (this) {
            case BASE64 -> Base64Alphabet.isMostOf(firstLine(encoded));
            case UUENCODE -> UuDecoder.begins(encoded);
            default -> true;
        };
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
