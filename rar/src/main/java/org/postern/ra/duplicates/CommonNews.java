package org.postern.ra.duplicates;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postern.net.Time;
import org.postern.ra.shared.Aftermath;
import org.postern.ra.shared.CommonMemory;
import org.postern.ra.shared.SharedStore;

/**
 * What the other instances are to be told of messages: at once, or else at one of the next looks at the store, which may be gone for a
 * while, or have more to do than it can. Of one message one thing is told after the other, also where the message has come again
 * meanwhile. Bounded: what is too much comes twice at worst. Thread-safe.
 */
final class CommonNews {
    /** Of messages. */
    static final int MOST_OWED = 2_000;

    /** The other places are left for what must not be held back. */
    static final int MOST_OF_OTHERS = MOST_OWED / 2;

    private final CommonMemory memory;
    private final Time time;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private int owed;

    /** What is to be told of one message, in order. Guarded by the whole. */
    private static final class Line {
        private final String message;
        private final Deque<News> left = new ArrayDeque<>();

        /** It waits for a look; otherwise one thread tells it, or is about to. */
        private boolean isOwed;

        /** The store has failed at the first of them. */
        private boolean isDoubtful;

        Line(String message) {
            this.message = message;
        }
    }

    /** Owes nothing. Replaces what else the memory catches up with. */
    CommonNews(CommonMemory memory, Time time) {
        this.memory = memory;
        this.time = time;
        memory.catchUpWith(this::tellOwed);
    }

    /** Does not block. */
    void tell(String message, List<News> news) {
        Line line = add(message, news);
        if (line != null) {
            memory.ask(
                    store -> {
                        if (store.isCommon()) { // This instance has noted it already.
                            tellAll(line, store);
                        }
                        return true;
                    },
                    new Aftermath<>() {
                        @Override
                        public void notDone() {
                            owe(line);
                        }
                    });
        }
    }

    /** How many times the store is still to hear that the sender of a message knows. */
    synchronized long forgettingOwed(String message) {
        Line line = lines.get(message);
        return line == null ? 0 : line.left.stream().filter(News::isForgetting).count();
    }

    /** Blocks; what could not be told is owed as before. */
    private void tellOwed(SharedStore store) {
        for (Line line : owedNow()) {
            begin(line);
            try {
                tellAll(line, store);
            } catch (RuntimeException | Error e) {
                owe(line);
                throw e;
            }
        }
    }

    private void tellAll(Line line, SharedStore store) {
        for (News next = next(line); next != null; next = next(line)) {
            if (time.moment().isBefore(next.until())) {
                tell(line, next, store);
            }
            isTold(line);
        }
    }

    private void tell(Line line, News next, SharedStore store) {
        boolean isAgain = line.isDoubtful;
        line.isDoubtful = true;
        if (isAgain) {
            next.tellAgain(store);
        } else {
            next.tell(store);
        }
    }

    /** The line, if it is to be told now. */
    private synchronized @Nullable Line add(String message, List<News> news) {
        Line before = lines.get(message);
        if (before == null) {
            Line line = new Line(message);
            line.left.addAll(news);
            lines.put(message, line);
            return line;
        }
        news.forEach(one -> add(before, one));
        return null;
    }

    private void add(Line line, News news) {
        boolean isUndone = line.isOwed
                && line.left.stream()
                        .skip(line.isDoubtful ? 1 : 0)
                        .filter(earlier -> earlier.isUndoneBy(news))
                        .findFirst()
                        .filter(line.left::remove)
                        .isPresent();
        if (!isUndone) {
            line.left.add(news);
        }
    }

    private synchronized @Nullable News next(Line line) {
        News next = line.left.peek();
        if (next == null) {
            lines.remove(line.message);
        }
        return next;
    }

    private synchronized void isTold(Line line) {
        line.left.remove();
        line.isDoubtful = false;
    }

    private synchronized List<Line> owedNow() {
        return lines.values().stream().filter(line -> line.isOwed).toList();
    }

    private synchronized void begin(Line line) {
        line.isOwed = false;
        owed--;
    }

    private synchronized void owe(Line line) {
        boolean isUrgent = line.left.stream().anyMatch(News::isForgetting);
        if (owed < (isUrgent ? MOST_OWED : MOST_OF_OTHERS)) {
            line.isOwed = true;
            owed++;
        } else {
            lines.remove(line.message);
        }
    }
}
