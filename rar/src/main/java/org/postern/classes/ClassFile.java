package org.postern.classes;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A class file (Java Virtual Machine Specification, section 4.1), as far as it names classes: with slashes. */
public final class ClassFile {
    private static final int MAGIC_AND_VERSION = 8;
    private static final int FLAGS_AND_NAME = 4;

    private final Set<String> references = new LinkedHashSet<>();
    private final Set<String> supertypes = new LinkedHashSet<>();

    private final byte[] octets;

    private ClassFile(byte[] octets) {
        this.octets = octets;
    }

    static ClassFile read(InputStream file) throws IOException {
        ClassFile read = new ClassFile(file.readAllBytes());
        read.read(new DataInputStream(read.open()));
        return read;
    }

    /** All of it. */
    InputStream open() {
        return new ByteArrayInputStream(octets);
    }

    /** The classes that the code of the class can ask for: those it names, and those in the signatures of methods. */
    public Set<String> references() {
        return references;
    }

    /** What it extends and implements. Without one of them it cannot be linked. */
    public Set<String> supertypes() {
        return supertypes;
    }

    private void read(DataInputStream in) throws IOException {
        in.skipNBytes(MAGIC_AND_VERSION);
        int count = in.readUnsignedShort();
        @Nullable String[] texts = new @Nullable String[count];
        int[] classes = new int[count];
        readConstants(in, texts, classes);
        in.skipNBytes(FLAGS_AND_NAME);
        addSupertype(texts[classes[in.readUnsignedShort()]]);
        for (int interfaces = in.readUnsignedShort(); interfaces > 0; interfaces--) {
            addSupertype(texts[classes[in.readUnsignedShort()]]);
        }
    }

    private void readConstants(DataInputStream in, @Nullable String[] texts, int[] classes) throws IOException {
        int count = texts.length;
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

    /** Object has none. */
    private void addSupertype(@Nullable String name) {
        if (name != null) {
            supertypes.add(name);
        }
    }

    private void addClass(@Nullable String name) {
        if (name != null) {
            if (name.startsWith("[")) {
                addTypes(name);
            } else {
                references.add(name);
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
                references.add(name);
            }
            begin = descriptor.indexOf('L', end);
            end = descriptor.indexOf(';', begin + 1);
        }
    }
}
