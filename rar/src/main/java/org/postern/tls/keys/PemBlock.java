package org.postern.tls.keys;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One block of a PEM file, from its {@code BEGIN} to its {@code END} line. What stands between blocks is explanation
 * (RFC 7468, section 2).
 *
 * @param label for example {@code CERTIFICATE}
 */
record PemBlock(String label, String text) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** The byte order mark, and the same in UTF-8 where each octet is read as a character. */
    private static final List<String> MARKS = List.of("\ufeff", "\u00ef\u00bb\u00bf");

    /** The blocks in the order of the file. */
    static List<PemBlock> of(String file) throws IOException {
        List<PemBlock> blocks = new ArrayList<>();
        String label = null;
        StringBuilder text = new StringBuilder();
        for (String line : file.lines().map(PemBlock::stripped).toList()) {
            if (line.startsWith(BEGIN)) {
                requireEnded(label);
                label = labelOf(line);
                text.setLength(0);
            }
            if (label != null) {
                text.append(line).append('\n');
            }
            if (label != null && line.equals(END + label + DASHES)) {
                blocks.add(new PemBlock(label, text.toString()));
                label = null;
            }
        }
        requireEnded(label);
        return List.copyOf(blocks);
    }

    boolean isCertificate() {
        return label.endsWith("CERTIFICATE");
    }

    boolean isPrivateKey() {
        return label.endsWith("PRIVATE KEY");
    }

    /** What stands between the two lines. */
    String content() {
        return text.substring(text.indexOf('\n'), text.lastIndexOf(END));
    }

    /** Editors of Windows begin a file with a mark, which is in the middle when files are joined. */
    private static String stripped(String line) {
        for (String mark : MARKS) {
            if (line.startsWith(mark)) {
                return line.substring(mark.length()).strip();
            }
        }
        return line.strip();
    }

    private static void requireEnded(@Nullable String label) throws IOException {
        if (label != null) {
            throw new IOException("its block " + label + " has no end");
        }
    }

    private static String labelOf(String line) {
        String rest = line.substring(BEGIN.length());
        return rest.endsWith(DASHES) ? rest.substring(0, rest.length() - DASHES.length()) : rest;
    }

    @Override
    public String toString() {
        return "PemBlock[" + label + "]";
    }
}
