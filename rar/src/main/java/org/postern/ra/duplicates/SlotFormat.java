package org.postern.ra.duplicates;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How fingerprints stand in a file, each with its time: a header, then slots of one size. A slot ends with its checksum, so one
 * that was written by half is free.
 */
public final class SlotFormat {
    private static final long MAGIC = 0x504F535445524E44L; // POSTERND
    private static final int VERSION = 1;
    private static final int HEADER = Long.BYTES + 2 * Integer.BYTES;
    private static final int CHECKED = Long.BYTES + Fingerprint.BYTES;
    private static final int SLOT = CHECKED + Integer.BYTES;

    private SlotFormat() {}

    /** What a slot holds: when, in milliseconds since 1970, and which message. */
    public record Entry(long time, Fingerprint message) {}

    /** What a file holds: those of its slots that are not free. */
    public record Slots(int capacity, Map<Integer, Entry> used) {}

    static int size(int capacity) {
        return HEADER + capacity * SLOT;
    }

    static long position(int slot) {
        return size(slot);
    }

    /** The octets of a slot, free or not. */
    static byte[] slot(Optional<Entry> content) {
        ByteBuffer slot = ByteBuffer.allocate(SLOT);
        content.ifPresent(entry -> write(entry, slot));
        return slot.array();
    }

    /** The octets of a whole file. */
    static byte[] file(List<Entry> entries, int capacity) {
        ByteBuffer file = ByteBuffer.allocate(size(capacity));
        file.putLong(MAGIC).putInt(VERSION).putInt(capacity);
        entries.forEach(entry -> write(entry, file));
        return file.array();
    }

    /** Empty for anything else than a whole file of this version. */
    public static Optional<Slots> read(byte[] octets) {
        ByteBuffer file = ByteBuffer.wrap(octets);
        if (octets.length < HEADER || file.getLong() != MAGIC || file.getInt() != VERSION) {
            return Optional.empty();
        }
        int capacity = file.getInt();
        if (capacity < 0 || octets.length - HEADER != (long) capacity * SLOT) {
            return Optional.empty();
        }
        Map<Integer, Entry> used = new LinkedHashMap<>();
        for (int slot = 0; slot < capacity; slot++) {
            int number = slot;
            read(file.slice(size(slot), SLOT)).ifPresent(entry -> used.put(number, entry));
        }
        return Optional.of(new Slots(capacity, used));
    }

    private static void write(Entry entry, ByteBuffer to) {
        int start = to.position();
        to.putLong(entry.time());
        entry.message().write(to);
        to.putInt(checksum(to.slice(start, CHECKED)));
    }

    private static Optional<Entry> read(ByteBuffer slot) {
        int checksum = checksum(slot.slice(0, CHECKED));
        Entry entry = new Entry(slot.getLong(), Fingerprint.read(slot));
        return entry.time() > 0 && slot.getInt() == checksum ? Optional.of(entry) : Optional.empty();
    }

    private static int checksum(ByteBuffer octets) {
        CRC32C checksum = new CRC32C();
        checksum.update(octets);
        return (int) checksum.getValue();
    }
}
