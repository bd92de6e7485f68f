package org.postern.ra.duplicates;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;

/** What is to be told of one message, in order. Bounded: what is too much is not told. Not thread-safe. */
final class NewsLine {
    /** So often the same octets would have to be with beans at a time, while the store is gone. */
    static final int MOST = 100;

    private final String message;
    private final Deque<News> left = new ArrayDeque<>();
    private boolean owed;

    /** The store has failed at the first of them, and may have counted it. */
    private boolean doubtful;

    NewsLine(String message) {
        this.message = message;
    }

    String message() {
        return message;
    }

    /** It waits for a look; otherwise one thread tells it, or is about to. */
    boolean isOwed() {
        return owed;
    }

    void setOwed(boolean owed) {
        this.owed = owed;
    }

    /** What undoes something that the store has not heard of is not told, nor is what it undoes. */
    void add(News later) {
        if (!(owed && undo(later)) && left.size() < MOST) {
            left.add(later);
        }
    }

    private boolean undo(News later) {
        return left.stream()
                .skip(doubtful ? 1 : 0)
                .filter(earlier -> earlier.isUndoneBy(later))
                .findFirst()
                .filter(left::remove)
                .isPresent();
    }

    /**
     * What there is no use in telling any more goes. With what was to be counted up goes what would count it down again: that would
     * be taken from what another instance has counted.
     */
    void removePast(Moment now) {
        doubtful &= left.stream().limit(1).noneMatch(first -> first.isPast(now));
        for (Optional<News> past = past(now); past.isPresent(); past = past(now)) {
            left.remove(past.get());
            left.stream().filter(past.get()::isUndoneBy).findFirst().ifPresent(left::remove);
        }
    }

    private Optional<News> past(Moment now) {
        return left.stream().filter(one -> one.isPast(now)).findFirst();
    }

    boolean isEmpty() {
        return left.isEmpty();
    }

    /** How many times the store is still to hear that the sender knows. */
    long forgettings() {
        return left.stream().filter(News::isForgetting).count();
    }

    @Nullable
    News first() {
        return left.peek();
    }

    /** The first is about to be told. Tells whether the store may have counted it already. */
    boolean begin() {
        boolean isAgain = doubtful;
        doubtful = true;
        return isAgain;
    }

    void isTold() {
        left.remove();
        doubtful = false;
    }
}
