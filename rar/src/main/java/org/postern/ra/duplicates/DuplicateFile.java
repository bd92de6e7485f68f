package org.postern.ra.duplicates;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postern.ra.config.Property;
import org.postern.ra.duplicates.SlotFormat.Entry;
import org.postern.ra.duplicates.SlotFormat.Slots;
import org.postern.ra.duplicates.StateFiles.StateFile;

/**
 * The slots of a duplicate memory in a file, so that they survive the end of the process, however it ends. They need not
 * survive the end of the machine.
 *
 * <p>A thread that changes a slot does not wait for a disk. Changes are collected, and {@link #write} writes them: one thread at a time,
 * so that a disk that hangs costs one thread. A file that fails in whatever way is given up, and the memory goes on without
 * one. From then on the file tells of senders that may know by now, and an adapter that believed it would drop what they send next:
 * so it is removed as soon as the disk allows it. Thread-safe.
 */
public final class DuplicateFile {
    /** Adapters of one name that run at the same time have a file each. */
    private static final int MAX_FILES = 100;

    private static final int LONGEST = SlotFormat.size(
            (int) Property.MAX_REMEMBERED_MESSAGES.bounds().orElseThrow().max());

    private static final Found NOTHING = new Found(Map.of(), true);

    private final int capacity;
    private final @Nullable NamedFile name;
    private final Consumer<Throwable> trouble;
    /** What is to be written, by slot. */
    private final Map<Integer, byte[]> changes = new LinkedHashMap<>();

    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile Found found = NOTHING;
    private volatile @Nullable StateFile file;
    /** What was given up, and is still there. */
    private volatile @Nullable NamedFile forsaken;

    private volatile boolean ending;
    private volatile boolean useless;

    /** What was there: slots that are used; or nothing that could be understood. */
    private record Found(Map<Integer, Entry> used, boolean understood) {}

    private DuplicateFile(@Nullable NamedFile name, int capacity, Consumer<Throwable> trouble) {
        this.name = name;
        this.capacity = capacity;
        this.trouble = trouble;
    }

    /** Slots that end with the process. */
    public static DuplicateFile inMemory(int capacity) {
        return new DuplicateFile(null, capacity, cause -> {});
    }

    /** Slots that end with the process, of an adapter that goes without the file of that name. */
    public static DuplicateFile insteadOf(StateFiles files, String name) {
        DuplicateFile slots = new DuplicateFile(new NamedFile(files, name), 1, cause -> {});
        slots.forsake();
        return slots;
    }

    /**
     * Opens the file of that name, or the next one if another adapter has it; or goes on in memory. Blocks.
     *
     * @param trouble hears why there is no file, once; messages come twice at worst
     */
    public static DuplicateFile open(StateFiles files, String name, int capacity, Consumer<Throwable> trouble) {
        for (int i = 1; i <= MAX_FILES; i++) {
            NamedFile named = new NamedFile(files, i == 1 ? name : name + "-" + i);
            DuplicateFile slots = new DuplicateFile(named, capacity, trouble);
            if (slots.begin(named)) {
                return slots;
            }
        }
        trouble.accept(new IOException("all of its " + MAX_FILES + " files for " + name + " are in use"));
        return inMemory(capacity);
    }

    int capacity() {
        return capacity;
    }

    /** What was there when the file was opened, by slot. */
    Map<Integer, Entry> found() {
        return found.used();
    }

    /** Whether what was there was of another version or cut short, and is gone. */
    public boolean isBegunAnew() {
        return !found.understood();
    }

    void put(int slot, Entry entry) {
        change(slot, Optional.of(entry));
    }

    void clear(int slot) {
        change(slot, Optional.empty());
    }

    /** Whether {@link #write} has something to do, and no thread is at it. */
    boolean isBehind() {
        return !writing.get() && hasWork();
    }

    /** Writes what has changed, or removes what was given up, unless another thread does that. Blocks. */
    void write() {
        while (hasWork() && writing.compareAndSet(false, true)) {
            try {
                writeChanges();
            } catch (IOException | RuntimeException | Error e) {
                giveUp(e);
            } finally {
                writing.set(false);
            }
        }
        NamedFile left = forsaken;
        if (left != null && writing.compareAndSet(false, true)) {
            try {
                forsaken = left.isRemoved() ? null : left;
            } finally {
                writing.set(false);
            }
        }
    }

    /**
     * Writes what is left, and lets the name go: the thread that hangs in a write does it when it comes back. Blocks.
     *
     * @param nothingLeft whether the file can be removed
     */
    void close(boolean nothingLeft) {
        useless = nothingLeft;
        ending = true;
        write();
    }

    /** False if another adapter has the file. */
    private boolean begin(NamedFile named) {
        try {
            Optional<StateFile> taken = named.take();
            if (taken.isPresent()) {
                file = taken.get();
                found = recall(taken.get(), capacity);
            }
            return taken.isPresent();
        } catch (IOException | RuntimeException | Error e) {
            giveUp(e);
            return true;
        }
    }

    private static Found recall(StateFile file, int capacity) throws IOException {
        byte[] octets = file.read(LONGEST);
        Optional<Slots> slots = SlotFormat.read(octets);
        if (slots.isPresent() && slots.get().capacity() == capacity) {
            return new Found(
                    slots.get().used(), true); // It has all its blocks: a disk that is full now does not matter.
        }
        List<Entry> latest = slots.map(old -> latest(old, capacity)).orElse(List.of());
        file.replace(SlotFormat.file(latest, capacity));
        Map<Integer, Entry> kept = new LinkedHashMap<>();
        latest.forEach(entry -> kept.put(kept.size(), entry));
        return new Found(kept, slots.isPresent() || octets.length == 0);
    }

    private static List<Entry> latest(Slots of, int most) {
        return of.used().values().stream()
                .sorted(Comparator.comparingLong(Entry::time).reversed())
                .limit(most)
                .toList();
    }

    private void change(int slot, Optional<Entry> content) {
        synchronized (changes) {
            if (file != null) {
                changes.put(slot, SlotFormat.slot(content));
            }
        }
    }

    private boolean hasWork() {
        synchronized (changes) {
            return file != null && (ending || !changes.isEmpty());
        }
    }

    private void writeChanges() throws IOException {
        StateFile target = file;
        if (target == null) {
            return;
        }
        List<Map.Entry<Integer, byte[]>> taken = takeChanges();
        for (Map.Entry<Integer, byte[]> change : taken) {
            target.write(SlotFormat.position(change.getKey()), change.getValue());
        }
        if (ending && taken.isEmpty()) {
            file = null;
            try (target) {
                if (useless) {
                    target.delete();
                }
            }
        }
    }

    private List<Map.Entry<Integer, byte[]>> takeChanges() {
        synchronized (changes) {
            List<Map.Entry<Integer, byte[]>> taken = new ArrayList<>();
            for (Iterator<Map.Entry<Integer, byte[]>> all = changes.entrySet().iterator();
                    all.hasNext();
                    all.remove()) {
                Map.Entry<Integer, byte[]> change = all.next();
                taken.add(Map.entry(change.getKey(), change.getValue()));
            }
            return taken;
        }
    }

    private void giveUp(Throwable cause) {
        StateFile broken = file;
        synchronized (changes) {
            file = null;
            changes.clear();
        }
        forsake();
        trouble.accept(cause);
        if (broken != null) {
            try {
                broken.close();
            } catch (IOException | RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private void forsake() {
        if (name != null) {
            name.forsake();
            forsaken = name;
        }
    }
}
