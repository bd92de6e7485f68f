package org.postern.ra.duplicates;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.duplicates.SlotFormat.Entry;
import org.postern.ra.shared.CommonMemory;

/**
 * The messages that were committed, but whose senders have not shown that they know (RFC 1047). Bounded in number and
 * time; the oldest are forgotten first, and then come twice. Thread-safe; the lock is held for a few instructions, and never
 * while a file is touched.
 */
public final class DuplicateMemory implements AutoCloseable {
    private final DuplicateFile file;
    private final Duration window;
    private final Time time;
    private final Optional<CommonMemory> common;
    private final Optional<CommonNews> news;
    /** Those whose senders surely or probably do not know, the oldest first. */
    private final Map<Fingerprint, Place> known = new LinkedHashMap<>();
    /** Those whose senders had the reply before they ended: they need a place least. */
    private final Map<Fingerprint, Place> doubtful = new LinkedHashMap<>();

    /** The slots of those of which other instances do not know, as far as this one does. */
    private final Set<Integer> untold = new HashSet<>();

    private final Deque<Integer> free = new ArrayDeque<>();
    private final Map<Fingerprint, Integer> abandoned = new HashMap<>();
    private final AtomicBoolean broken = new AtomicBoolean();
    private boolean closed;

    private record Place(int slot, Moment until) {}

    /**
     * Goes on with what a file remembers.
     *
     * @param window zero to remember nothing
     */
    public DuplicateMemory(DuplicateFile file, Duration window, Time time) {
        this(file, window, time, Optional.empty());
    }

    /**
     * The same, with what other instances know.
     *
     * @param common empty if there is nothing to ask
     */
    public DuplicateMemory(DuplicateFile file, Duration window, Time time, Optional<CommonMemory> common) {
        this.file = file;
        this.window = window;
        this.time = time;
        this.common = common;
        this.news = common.map(memory -> new CommonNews(memory, time));
        Map<Integer, Entry> found = file.found();
        IntStream.range(0, file.capacity())
                .filter(slot -> !found.containsKey(slot))
                .forEach(free::add);
        found.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparingLong(Entry::time)))
                .forEach(slot -> recall(slot.getKey(), slot.getValue()));
    }

    /** How many have a slot. */
    public synchronized int size() {
        return file.capacity() - free.size();
    }

    /** How many could. */
    public int capacity() {
        return file.capacity();
    }

    public boolean isOff() {
        return window.isZero() || broken.get();
    }

    /** Something is wrong with it: it is not asked any more. Tells whether that is new. */
    public boolean switchOff() {
        return broken.compareAndSet(false, true);
    }

    /**
     * What all instances know of a message, if they share anything.
     *
     * @param message as each of them calls it
     * @param ofBean how long its bean may work
     */
    public Optional<CommonCopy> copy(Fingerprint message, Duration ofBean) {
        return common.map(memory -> new CommonCopy(memory, message, window, ofBean, time, news.orElseThrow()));
    }

    public synchronized Standing standing(Fingerprint message) {
        forgetOld(known);
        forgetOld(doubtful);
        if (known.containsKey(message) || doubtful.containsKey(message)) {
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
    public synchronized OptionalInt note(Fingerprint message) {
        if (free.isEmpty()) {
            (doubtful.isEmpty() ? known : doubtful)
                    .keySet().stream().findFirst().ifPresent(this::remove);
        }
        if (closed || free.isEmpty()) {
            return OptionalInt.empty();
        }
        int slot = free.remove();
        file.put(slot, new Entry(time.now().toEpochMilli(), message));
        return OptionalInt.of(slot);
    }

    /** The sender of a message that was noted will not show that it knows: it has not heard the reply. */
    public synchronized void lose(Fingerprint message, int slot) {
        remember(known, message, slot);
    }

    /** The same, of a sender that may have heard it. */
    public synchronized void doubt(Fingerprint message, int slot) {
        remember(doubtful, message, slot);
    }

    /** All instances know of a message, unless there is another one in its slot by now. */
    public synchronized void told(Fingerprint message, int slot) {
        if (isIn(known, message, slot) || isIn(doubtful, message, slot)) {
            untold.remove(slot);
        }
    }

    private static boolean isIn(Map<Fingerprint, Place> places, Fingerprint message, int slot) {
        Place place = places.get(message);
        return place != null && place.slot() == slot;
    }

    /**
     * A sender has shown at another instance that it knows, if all instances had been told of its message. What they say of an earlier
     * one, whose octets were the same, does not touch one of which they have not heard yet.
     */
    public synchronized void removeIfTold(Fingerprint message) {
        for (Map<Fingerprint, Place> places : List.of(known, doubtful)) {
            Place place = places.get(message);
            if (place != null && !untold.contains(place.slot())) {
                remove(message);
            }
        }
    }

    /** The sender of a message that was noted knows. */
    public synchronized void release(int slot) {
        untold.remove(slot);
        if (!closed) {
            file.clear(slot);
            free.add(slot);
        }
    }

    /** A sender knows: the same message again would be another one. */
    public synchronized void remove(Fingerprint message) {
        for (Map<Fingerprint, Place> places : List.of(known, doubtful)) {
            Place place = places.remove(message);
            if (place != null) {
                release(place.slot());
            }
        }
    }

    /** A sender will not hear what becomes of its message that is with a bean. */
    public synchronized void abandon(Fingerprint message) {
        abandoned.merge(message, 1, Integer::sum);
    }

    /** A message that was abandoned is not with its bean any more. */
    public synchronized void end(Fingerprint message) {
        abandoned.computeIfPresent(message, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Whether {@link #write} should be called. */
    boolean isBehind() {
        return file.isBehind();
    }

    /** Has the file know what has changed. Blocks. */
    public void write() {
        file.write();
    }

    /** Another adapter can have the file. What is still under way is not remembered. Blocks. */
    @Override
    public void close() {
        boolean empty;
        synchronized (this) {
            closed = true;
            empty = free.size() == file.capacity();
        }
        file.close(empty);
    }

    private void remember(Map<Fingerprint, Place> where, Fingerprint message, int slot) {
        remove(message);
        untold.add(slot);
        where.put(message, new Place(slot, time.moment().plus(window)));
    }

    private void recall(int slot, Entry entry) {
        long now = time.now().toEpochMilli();
        if (entry.time() > now) {
            // The clock was ahead. From now on it counts, not from each restart again.
            file.put(slot, new Entry(now, entry.message()));
        }
        Duration age = Duration.ofMillis(Math.max(0, now - entry.time()));
        if (age.compareTo(window) >= 0) {
            release(slot);
        } else {
            remove(entry.message());
            known.put(entry.message(), new Place(slot, time.moment().plus(window.minus(age))));
        }
    }

    private void forgetOld(Map<Fingerprint, Place> places) {
        Moment now = time.moment();
        Iterator<Place> oldest = places.values().iterator();
        while (oldest.hasNext()) {
            Place place = oldest.next();
            if (now.isBefore(place.until())) {
                return;
            }
            oldest.remove();
            release(place.slot());
        }
    }
}
