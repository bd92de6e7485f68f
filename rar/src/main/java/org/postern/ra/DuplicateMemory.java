package org.postern.ra;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.postern.net.Time;

/**
 * The messages that were committed, but whose senders have not shown that they know (RFC 1047). Bounded in number and
 * time; the oldest are forgotten first, and then come twice. Thread-safe; the lock is held for a few instructions.
 */
final class DuplicateMemory implements Closeable {
    private final DuplicateFile file;
    private final long windowMillis;
    private final Time time;
    /** The slot of each, the oldest first. */
    private final Map<Fingerprint, Integer> known = new LinkedHashMap<>();

    private final Deque<Integer> free = new ArrayDeque<>();
    private final Map<Fingerprint, Integer> abandoned = new HashMap<>();
    private boolean closed;

    /** What is known of a message. */
    enum Standing {
        NEW,
        /** It has committed, and whoever sent it has not heard. */
        COMMITTED,
        /** It is with a bean, and whoever sent it will not hear how that ends. */
        UNDER_WAY
    }

    /**
     * Goes on with what a file remembers.
     *
     * @param window zero to remember nothing
     */
    DuplicateMemory(DuplicateFile file, Duration window, Time time) {
        this.file = file;
        this.windowMillis = window.toMillis();
        this.time = time;
        IntStream.range(0, file.capacity()).filter(slot -> file.time(slot) == 0).forEach(free::add);
        IntStream.range(0, file.capacity())
                .filter(slot -> file.time(slot) != 0)
                .boxed()
                .sorted(Comparator.comparingLong(file::time))
                .forEach(this::recall);
    }

    /** How many have a slot. */
    synchronized int size() {
        return file.capacity() - free.size();
    }

    /** How many could. */
    int capacity() {
        return file.capacity();
    }

    boolean isOff() {
        return windowMillis == 0;
    }

    synchronized Standing standing(Fingerprint message) {
        forgetOld();
        if (known.containsKey(message)) {
            return Standing.COMMITTED;
        }
        return abandoned.containsKey(message) ? Standing.UNDER_WAY : Standing.NEW;
    }

    /**
     * A message has committed, and its sender is about to hear so. The next adapter will know it, this one does not yet:
     * the same octets on two connections that are alive are two messages.
     *
     * @return where it is noted; empty if there is no place
     */
    synchronized OptionalInt note(Fingerprint message) {
        if (free.isEmpty() && !known.isEmpty()) {
            remove(known.keySet().iterator().next());
        }
        if (closed || free.isEmpty()) {
            return OptionalInt.empty();
        }
        int slot = free.remove();
        file.put(slot, new DuplicateFile.Entry(time.now().toEpochMilli(), message));
        return OptionalInt.of(slot);
    }

    /** The sender of a message that was noted cannot hear any more. */
    synchronized void lose(Fingerprint message, int slot) {
        remove(message);
        known.put(message, slot);
    }

    /** The sender of a message that was noted knows. */
    synchronized void release(int slot) {
        if (!closed) {
            file.clear(slot);
            free.add(slot);
        }
    }

    /** A sender knows: the same message again would be another one. */
    synchronized void remove(Fingerprint message) {
        Integer slot = known.remove(message);
        if (slot != null) {
            release(slot);
        }
    }

    /** Nobody hears any more what becomes of a message that is with a bean. */
    synchronized void abandon(Fingerprint message) {
        abandoned.merge(message, 1, Integer::sum);
    }

    /** A message that was abandoned is not with its bean any more. */
    synchronized void end(Fingerprint message) {
        abandoned.computeIfPresent(message, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Another adapter can have the file. What is still under way is not remembered. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        file.close();
    }

    private void recall(int slot) {
        lose(file.fingerprint(slot), slot);
    }

    private void forgetOld() {
        long end = time.now().toEpochMilli() - windowMillis;
        Iterator<Map.Entry<Fingerprint, Integer>> oldest = known.entrySet().iterator();
        while (!closed && oldest.hasNext()) {
            int slot = oldest.next().getValue();
            if (file.time(slot) > end) {
                return;
            }
            oldest.remove();
            release(slot);
        }
    }
}
