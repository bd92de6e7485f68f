package org.postern.ra.management;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The last rows of one kind, so many at most. Thread-safe without a lock: event loops add, and must not wait. */
final class LastRows {
    private final AtomicReferenceArray<MailRow> rows;
    private final AtomicLong added = new AtomicLong();

    LastRows(int most) {
        rows = new AtomicReferenceArray<>(most);
    }

    /** Keeps one more, in the place of the oldest. */
    void add(MailRow row) {
        rows.set(place(added.getAndIncrement()), row);
    }

    /** The latest first. One that is being added at this moment may be missing, or stand one place off. */
    Stream<MailRow> latestFirst() {
        long end = added.get();
        return LongStream.rangeClosed(1, Math.min(end, rows.length()))
                .mapToObj(back -> rows.get(place(end - back)))
                .flatMap(Stream::ofNullable);
    }

    private int place(long number) {
        return (int) (number % rows.length());
    }
}
