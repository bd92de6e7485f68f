package org.postern.smtp;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;

/**
 * A text of which this object has no readable copy, so that a dump of the heap shows whether anything else has one: as characters
 * or as octets.
 */
public final class HeapText {
    private static final byte MASK = 0x55;
    private static final int LENGTH = 24;

    private final byte[] masked = new byte[LENGTH];

    /** Another one each time: letters. */
    public HeapText() {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < LENGTH; i++) {
            masked[i] = (byte) (('a' + random.nextInt(26)) ^ MASK);
        }
    }

    /** A readable copy, which the caller clears. */
    public char[] characters() {
        char[] characters = new char[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            characters[i] = (char) (masked[i] ^ MASK);
        }
        return characters;
    }

    /** How often they are in objects that can be reached, all together. */
    public static int count(Collection<HeapText> texts, Path directory) throws IOException {
        Path dump = directory.resolve("heap-" + System.nanoTime() + ".hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
        try (FileChannel file = FileChannel.open(dump)) {
            return count(file, texts);
        } finally {
            Files.delete(dump);
        }
    }

    private static int count(FileChannel file, Collection<HeapText> texts) throws IOException {
        int longest = 2 * LENGTH;
        int window = 16 << 20;
        int found = 0;
        byte[] octets = new byte[window];
        for (long start = 0; start < file.size(); start += window - longest) {
            int size = (int) Math.min(window, file.size() - start);
            file.map(MapMode.READ_ONLY, start, size).get(octets, 0, size);
            for (int i = 0; i + longest <= size; i++) {
                for (HeapText text : texts) {
                    found += text.isAt(octets, i, 1) || text.isAt(octets, i, 2) ? 1 : 0;
                }
            }
        }
        Arrays.fill(octets, (byte) 0);
        return found;
    }

    private boolean isAt(byte[] octets, int at, int octetsPerCharacter) {
        for (int i = 0; i < LENGTH; i++) {
            if (octets[at + i * octetsPerCharacter + octetsPerCharacter - 1] != (masked[i] ^ MASK)) {
                return false;
            }
        }
        return true;
    }
}
