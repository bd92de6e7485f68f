package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes streams of TNEF as Outlook does, and as it should not. */
final class TnefWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<byte[]> properties = new ArrayList<>();

    TnefWriter() {
        number(out, 0x223E9F78L, 4);
        number(out, 1, 2);
        attribute(1, 0x89006, numbers(0x10000, 4)); // Version.
        attribute(1, 0x69007, numbers(1251, 4), numbers(0, 4)); // Code page.
        attribute(1, 0x78008, "IPM.Note\0".getBytes(StandardCharsets.US_ASCII)); // Class.
    }

    /** A property of the message. */
    TnefWriter property(int id, int type, byte[] value) {
        properties.add(variable(id, type, value));
        return this;
    }

    TnefWriter unicode(int id, String text) {
        return property(id, 0x001F, (text + "\0").getBytes(StandardCharsets.UTF_16LE));
    }

    TnefWriter binary(int id, byte[] octets) {
        return property(id, 0x0102, octets);
    }

    /** Properties of kinds that mean nothing here, with names and several values: they have to be skipped. */
    TnefWriter others() {
        properties.add(bytes(numbers(0x0003, 2), numbers(0x3FDE, 2), numbers(65001, 4)));
        properties.add(bytes(numbers(0x000B, 2), numbers(0x0E1B, 2), numbers(1, 4)));
        properties.add(bytes(numbers(0x0040, 2), numbers(0x0E06, 2), numbers(1, 8)));
        properties.add(bytes(numbers(0x0048, 2), numbers(0x0E07, 2), new byte[16]));
        properties.add(bytes(
                numbers(0x0003, 2), numbers(0x8000, 2), new byte[16], numbers(0, 4), numbers(7, 4), numbers(1, 4)));
        byte[] name = "Keywords\0".getBytes(StandardCharsets.UTF_16LE);
        properties.add(bytes(
                numbers(0x101F, 2),
                numbers(0x8002, 2),
                new byte[16],
                numbers(1, 4),
                numbers(name.length, 4),
                padded(name),
                numbers(2, 4),
                string("a"),
                string("bcd")));
        properties.add(bytes(numbers(0x0001, 2), numbers(0x1235, 2)));
        properties.add(bytes(numbers(0x1003, 2), numbers(0x1234, 2), numbers(3, 4), new byte[12]));
        return this;
    }

    TnefWriter message() {
        attribute(1, 0x69003, list(properties));
        properties.clear();
        return this;
    }

    /** A file as Outlook attaches it: a short title, and the long name among the properties. */
    TnefWriter file(String title, String name, String type, byte[] octets) {
        attribute(2, 0x69002, new byte[14]);
        attribute(2, 0x18010, (title + "\0").getBytes(Charset.forName("windows-1251")));
        attribute(2, 0x6800F, octets);
        List<byte[]> ofFile = new ArrayList<>();
        if (!name.isEmpty()) {
            ofFile.add(variable(0x3707, 0x001F, (name + "\0").getBytes(StandardCharsets.UTF_16LE)));
            ofFile.add(variable(0x370E, 0x001F, (type + "\0").getBytes(StandardCharsets.UTF_16LE)));
            ofFile.add(variable(0x3712, 0x001E, "image1@x\0".getBytes(StandardCharsets.US_ASCII)));
            attribute(2, 0x69005, list(ofFile));
        }
        return this;
    }

    /** A file with a title in octets, and with properties of its own. */
    TnefWriter file(byte[] title, byte[] octets, byte[]... ofFile) {
        attribute(2, 0x69002, new byte[14]);
        attribute(2, 0x18010, title, new byte[1]);
        attribute(2, 0x6800F, octets);
        attribute(2, 0x69005, list(List.of(ofFile)));
        return this;
    }

    TnefWriter codepage(long number) {
        return attribute(1, 0x69007, numbers(number, 4), numbers(0, 4));
    }

    static byte[] name(int id, String text) {
        return variable(id, 0x001F, (text + "\0").getBytes(StandardCharsets.UTF_16LE));
    }

    /** A message as an attachment. */
    TnefWriter message(byte[] inner) {
        attribute(2, 0x69002, new byte[14]);
        attribute(2, 0x69005, list(List.of(variable(0x3701, 0x000D, bytes(new byte[16], inner)))));
        return this;
    }

    TnefWriter attribute(int level, int id, byte[]... data) {
        byte[] all = bytes(data);
        out.write(level);
        number(out, id, 4);
        number(out, all.length, 4);
        out.writeBytes(all);
        int sum = 0;
        for (byte octet : all) {
            sum += octet & 0xFF;
        }
        number(out, sum & 0xFFFF, 2);
        return this;
    }

    byte[] octets() {
        return out.toByteArray();
    }

    /** Formatted text, with references wherever something has been there before. */
    static byte[] compressed(String rtf) {
        String beginning =
                "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
                        + "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
                        + "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
        String all = beginning + rtf;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteArrayOutputStream group = new ByteArrayOutputStream();
        int control = 0;
        int count = 0;
        int at = beginning.length();
        boolean more = true;
        while (more) {
            int length = 0;
            int found = -1;
            for (int size = Math.min(17, all.length() - at); size >= 2 && found < 0; size--) {
                found = all.lastIndexOf(all.substring(at, at + size), at - 1);
                found = found >= 0 && at - found < 4096 && found + size <= at ? found : -1;
                length = size;
            }
            if (at == all.length()) {
                control |= 1 << count;
                number(group, (at & 0xFF0) >> 4, 1);
                number(group, (at & 0xF) << 4, 1);
                more = false;
            } else if (found >= 0) {
                control |= 1 << count;
                int reference = ((found & 0xFFF) << 4) | (length - 2);
                number(group, reference >> 8, 1);
                number(group, reference & 0xFF, 1);
                at += length;
            } else {
                number(group, all.charAt(at++), 1);
            }
            if (++count == 8 || !more) {
                body.write(control);
                body.writeBytes(group.toByteArray());
                group.reset();
                control = 0;
                count = 0;
            }
        }
        return bytes(
                numbers(body.size() + 12, 4),
                numbers(rtf.length(), 4),
                numbers(0x75465A4CL, 4),
                numbers(0, 4),
                body.toByteArray());
    }

    private static byte[] list(List<byte[]> all) {
        return bytes(numbers(all.size(), 4), bytes(all.toArray(byte[][]::new)));
    }

    private static byte[] variable(int id, int type, byte[] value) {
        return bytes(numbers(type, 2), numbers(id, 2), numbers(1, 4), numbers(value.length, 4), padded(value));
    }

    private static byte[] string(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_16LE);
        return bytes(numbers(octets.length, 4), padded(octets));
    }

    private static byte[] padded(byte[] value) {
        return Arrays.copyOf(value, (value.length + 3) / 4 * 4);
    }

    static byte[] numbers(long value, int octets) {
        ByteArrayOutputStream number = new ByteArrayOutputStream();
        number(number, value, octets);
        return number.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, long value, int octets) {
        for (int i = 0; i < octets; i++) {
            out.write((int) (value >> (8 * i)));
        }
    }

    private static byte[] bytes(byte[]... all) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] one : all) {
            joined.writeBytes(one);
        }
        return joined.toByteArray();
    }
}
