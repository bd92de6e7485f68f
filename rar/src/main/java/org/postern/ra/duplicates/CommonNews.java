package org.postern.ra.duplicates;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.shared.Aftermath;
import org.postern.ra.shared.CommonMemory;
import org.postern.ra.shared.SharedStore;

/**
 * What the other instances are to be told of messages: at once, or else at one of the next looks at the store, which may be gone for a
 * while, or have more to do than it can. Of one message one thing is told after the other, also where the message has come again
 * meanwhile. Bounded: what is too much is not told. Where that was a commit it comes twice at worst, where it was an end it is refused for
 * now elsewhere until its time is over, and where its sender knows the next one of the same octets may be held back. Thread-safe.
 */
final class CommonNews {
    /** Of messages. */
    static final int MOST_OWED = 2_000;

    /** The other places are left for what must not be held back. */
    static final int MOST_OF_OTHERS = MOST_OWED / 2;

    /** News at one look; the others are told at the next ones. */
    static final int MOST_AT_ONCE = MOST_OWED;

    private final CommonMemory memory;
    private final Time time;
    private final Map<String, NewsLine> lines = new LinkedHashMap<>();
    private int owed;

    /** Owes nothing. Replaces what else the memory catches up with. */
    CommonNews(CommonMemory memory, Time time) {
        this.memory = memory;
        this.time = time;
        memory.catchUpWith(this::tellOwed);
    }

    /** Does not block. */
    void tell(String message, List<News> news) {
        NewsLine line = add(message, news);
        if (line != null) {
            memory.ask(
                    store -> {
                        if (store.isCommon()) { // This instance has noted it already.
                            tell(line, store, NewsLine.MOST);
                        }
                        return true;
                    },
                    new Aftermath<>() {
                        @Override
                        public boolean isAnswerUsed() {
                            return false;
                        }

                        @Override
                        public void notDone() {
                            owe(line);
                        }
                    });
        }
    }

    /** How many times the store is still to hear that the sender of a message knows. */
    synchronized long forgettingOwed(String message) {
        NewsLine line = lines.get(message);
        return line == null ? 0 : line.forgettings();
    }

    /** Blocks, but not for ever, whatever comes meanwhile: it is waited for at a look. What could not be told is owed as before. */
    private void tellOwed(SharedStore store) {
        int most = MOST_AT_ONCE;
        for (NewsLine line : owedNow()) {
            if (most > 0 && begin(line)) {
                try {
                    most -= tell(line, store, most);
                } catch (RuntimeException | Error e) {
                    owe(line);
                    throw e;
                }
            }
        }
    }

    /** Tells at most so many of a line, and owes the others. Tells how many they were. */
    private int tell(NewsLine line, SharedStore store, int most) {
        int told = 0;
        for (News next = next(line); next != null; next = next(line)) {
            if (told == most) {
                owe(line);
                return told;
            }
            tell(line, next, store);
            told++;
        }
        return told;
    }

    private void tell(NewsLine line, News next, SharedStore store) {
        Moment now = time.moment();
        if (!next.isPast(now)) {
            if (beginFirst(line)) {
                next.tellAgain(store, now);
            } else {
                next.tell(store, now);
            }
        }
        isTold(line);
    }

    /** The line, if it is to be told now. */
    private synchronized @Nullable NewsLine add(String message, List<News> news) {
        NewsLine before = lines.get(message);
        NewsLine line = before == null ? new NewsLine(message) : before;
        news.forEach(line::add);
        lines.put(message, line);
        removeIfNeedless(line);
        return before == null ? line : null;
    }

    /** The first that there is use in telling. */
    private synchronized @Nullable News next(NewsLine line) {
        line.removePast(time.moment());
        News next = line.first();
        if (next == null) {
            lines.remove(line.message());
        }
        return next;
    }

    private synchronized boolean beginFirst(NewsLine line) {
        return line.begin();
    }

    private synchronized void isTold(NewsLine line) {
        line.isTold();
    }

    private synchronized List<NewsLine> owedNow() {
        return lines.values().stream().filter(NewsLine::isOwed).toList();
    }

    /** Tells whether it is owed still. */
    private synchronized boolean begin(NewsLine line) {
        boolean isOwed = line.isOwed();
        if (isOwed) {
            line.setOwed(false);
            owed--;
        }
        return isOwed;
    }

    private synchronized void owe(NewsLine line) {
        Moment now = time.moment();
        line.removePast(now);
        if (!hasPlace(line)) {
            for (NewsLine other : owedNow()) {
                other.removePast(now);
                removeIfNeedless(other);
            }
        }
        if (!line.isEmpty() && hasPlace(line)) {
            line.setOwed(true);
            owed++;
        } else {
            lines.remove(line.message());
        }
    }

    private boolean hasPlace(NewsLine line) {
        return owed < (line.forgettings() > 0 ? MOST_OWED : MOST_OF_OTHERS);
    }

    /** What has nothing left to tell takes no place from others. */
    private void removeIfNeedless(NewsLine line) {
        if (line.isEmpty() && begin(line)) {
            lines.remove(line.message());
        }
    }
}
