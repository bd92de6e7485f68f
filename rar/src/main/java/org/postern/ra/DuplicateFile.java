package org.postern.ra;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints with a time each, in slots of fixed size. In a file that is mapped into memory: what is written survives
 * the end of the process, however it ends, and costs no system call. It need not survive the end of the machine. Guarded
 * by {@link DuplicateMemory}.
 */
final class DuplicateFile implements Closeable {
    private static final int SLOT = Long.BYTES + Fingerprint.BYTES;

    /** Adapters that run at the same time have a file each. */
    private static final int MAX_FILES = 100;

    private final ByteBuffer slots;
    private final @Nullable FileChannel channel;

    /** What a slot holds. */
    record Entry(long time, Fingerprint fingerprint) {}

    private DuplicateFile(ByteBuffer slots, @Nullable FileChannel channel) {
        this.slots = slots;
        this.channel = channel;
    }

    /** Slots that end with the process. */
    static DuplicateFile inMemory(int capacity) {
        return new DuplicateFile(ByteBuffer.allocate(capacity * SLOT), null);
    }

    /** Opens the first file in a directory that no other adapter has open. Blocks. */
    static DuplicateFile open(Path directory, int capacity) throws IOException {
        ownDirectory(directory);
        for (int i = 0; i < MAX_FILES; i++) {
            FileChannel channel = FileChannel.open(
                    directory.resolve("duplicates-" + i),
                    Set.of(
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS));
            try {
                if (isLocked(channel)) {
                    return new DuplicateFile(map(channel, capacity), channel);
                }
                channel.close();
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
        throw new IOException("all of its " + MAX_FILES + " files are in use");
    }

    int capacity() {
        return slots.capacity() / SLOT;
    }

    /** The time of a slot; zero if it is free. */
    long time(int slot) {
        return slots.getLong(slot * SLOT);
    }

    Fingerprint fingerprint(int slot) {
        return Fingerprint.read(slots.slice(slot * SLOT + Long.BYTES, Fingerprint.BYTES));
    }

    /** The time comes last: a slot that was written by half is a free one. */
    void put(int slot, Entry entry) {
        entry.fingerprint().write(slots, slot * SLOT + Long.BYTES);
        slots.putLong(slot * SLOT, entry.time());
    }

    void clear(int slot) {
        slots.putLong(slot * SLOT, 0);
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** Nobody else may write there: he could let us drop messages that he knows. */
    private static void ownDirectory(Path directory) throws IOException {
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(directory);
            }
            Set<PosixFilePermission> owner = EnumSet.of(
                    PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
            // Fails when the directory is another user's.
            Files.setPosixFilePermissions(directory, owner);
        } catch (UnsupportedOperationException e) {
            // Windows, where the temporary directory is the user's own.
        } catch (NoSuchFileException e) {
            throw new NotDirectoryException(directory.toString());
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // By another adapter of this process.
        }
    }

    /** With all its blocks: a page without one could not be written to when the disk is full. */
    private static ByteBuffer map(FileChannel channel, int capacity) throws IOException {
        int size = capacity * SLOT;
        if (channel.size() != size) {
            List<Entry> kept = read(channel, capacity);
            ByteBuffer content = ByteBuffer.allocate(size);
            DuplicateFile target = new DuplicateFile(content, null);
            for (int slot = 0; slot < kept.size(); slot++) {
                target.put(slot, kept.get(slot));
            }
            channel.truncate(size);
            for (long position = 0; content.hasRemaining(); ) {
                position += channel.write(content, position);
            }
        }
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
    }

    /** Of a file with another capacity, the latest. */
    private static List<Entry> read(FileChannel channel, int most) throws IOException {
        int size = (int) Math.min(channel.size(), Integer.MAX_VALUE) / SLOT * SLOT;
        DuplicateFile old = new DuplicateFile(channel.map(FileChannel.MapMode.READ_ONLY, 0, size), null);
        List<Entry> entries = new ArrayList<>();
        for (int slot = 0; slot < old.capacity(); slot++) {
            if (old.time(slot) != 0) {
                entries.add(new Entry(old.time(slot), old.fingerprint(slot)));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::time).reversed());
        return entries.subList(0, Math.min(most, entries.size()));
    }
}
