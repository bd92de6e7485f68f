package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** How octets and characters are written in {@code cases.txt}. */
final class Escapes {
    private Escapes() {}

    /** Characters are octets of UTF-8. */
    static byte[] octets(String line) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < line.length(); i++) {
            char kind = line.charAt(i) == '\\' && i + 1 < line.length() ? line.charAt(i + 1) : 0;
            switch (kind) {
                case 'x' -> octets.write(Integer.parseInt(line.substring(i + 2, i + 4), 16));
                case 'u' ->
                    octets.writeBytes(utf8(String.valueOf((char) Integer.parseInt(line.substring(i + 2, i + 6), 16))));
                case 'r' -> octets.write('\r');
                case 'n' -> octets.write('\n');
                case '\\' -> octets.write('\\');
                case 'e' -> {
                    // Nothing.
                }
                default -> octets.writeBytes(utf8(String.valueOf(line.charAt(i))));
            }
            i += kind == 'x' ? 3 : kind == 'u' ? 5 : kind != 0 && "rn\\e".indexOf(kind) >= 0 ? 1 : 0;
        }
        return octets.toByteArray();
    }

    static String text(String line) {
        return new String(octets(line), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
