package org.postern.ra;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The constant pool of a class file (Java Virtual Machine Specification, section 4.4), as far as it names classes. */
final class ClassFile {
    private static final int MAGIC_AND_VERSION = 8;

    private final DataInputStream in;
    private final Set<String> names = new LinkedHashSet<>();

    private ClassFile(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /**
     * Gives the classes that the code of a class can ask for: those it names, and those in the signatures of methods. With
     * slashes, as the file has them.
     */
    static Set<String> references(InputStream file) throws IOException {
        ClassFile read = new ClassFile(file);
        read.readConstants();
        return read.names;
    }

    private void readConstants() throws IOException {
        in.skipNBytes(MAGIC_AND_VERSION);
        int count = in.readUnsignedShort();
        @Nullable String[] texts = new @Nullable String[count];
        int[] classes = new int[count];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 7 -> classes[i] = in.readUnsignedShort();
                case 8, 16, 19, 20 -> in.skipNBytes(2); // Strings, types of methods, modules, packages.
                case 15 -> in.skipNBytes(3); // Method handles.
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4); // Small numbers, and pairs of indexes.
                case 5, 6 -> { // Large numbers take two places.
                    in.skipNBytes(8);
                    i++;
                }
                default -> throw new IOException("unknown constant " + tag);
            }
        }
        for (int index : classes) {
            addClass(texts[index]);
        }
        for (@Nullable String text : texts) {
            if (text != null && text.startsWith("(")) {
                addTypes(text);
            }
        }
    }

    private void addClass(@Nullable String name) {
        if (name != null) {
            if (name.startsWith("[")) {
                addTypes(name);
            } else {
                names.add(name);
            }
        }
    }

    /** Those of a descriptor such as {@code (ILjava/lang/String;)V}. Those with type arguments are for compilers only. */
    private void addTypes(String descriptor) {
        int begin = descriptor.indexOf('L');
        int end = descriptor.indexOf(';', begin + 1);
        while (begin >= 0 && end > begin) {
            String name = descriptor.substring(begin + 1, end);
            if (!name.contains("<")) {
                names.add(name);
            }
            begin = descriptor.indexOf('L', end);
            end = descriptor.indexOf(';', begin + 1);
        }
    }
}
