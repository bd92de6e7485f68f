package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what uuencode made, which is older than MIME: from the line with {@code begin} to the one with {@code end}. */
final class UuDecoder extends LineDecoder {
    private static final String BEGIN = "begin ";
    private static final int MOST_IN_FRONT = 64 * 1024;
    private static final int MASK = 0x3f;
    private static final int OCTETS_OF_GROUP = 3;

    private boolean begun;
    private boolean ended;

    UuDecoder(InputStream in) {
        super(in);
    }

    /** Tells whether there is a line that all begins with, within what may stand in front of it. */
    static boolean begins(Octets encoded) throws IOException {
        byte[] first = encoded.read(MOST_IN_FRONT);
        return ("\n" + new String(first, StandardCharsets.ISO_8859_1)).contains("\n" + BEGIN);
    }

    @Override
    int decode(byte[] line, ByteArrayOutputStream out) {
        String text = new String(line, StandardCharsets.ISO_8859_1).stripTrailing();
        if (ended && !text.isEmpty()) {
            return 0;
        }
        if (!begun) {
            begun = text.startsWith(BEGIN);
        } else if (text.equals("end")) {
            ended = true;
        } else if (!text.isEmpty()) {
            decode(text, out);
        }
        return line.length;
    }

    @Override
    void finish(ByteArrayOutputStream out) {
        // Lines are complete in themselves.
    }

    /** Blanks at the end of a line get lost on the way: they are zeros. */
    private static void decode(String line, ByteArrayOutputStream out) {
        int left = value(line, 0);
        for (int at = 1; left > 0; at += 4) {
            int group =
                    value(line, at) << 18 | value(line, at + 1) << 12 | value(line, at + 2) << 6 | value(line, at + 3);
            for (int i = 0; i < OCTETS_OF_GROUP && left > 0; i++) {
                out.write(group >>> (8 * (OCTETS_OF_GROUP - 1 - i)));
                left--;
            }
        }
    }

    private static int value(String line, int at) {
        return at < line.length() ? (line.charAt(at) - ' ') & MASK : 0;
    }
}
