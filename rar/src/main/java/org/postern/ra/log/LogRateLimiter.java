package org.postern.ra.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;

/**
 * How many lines of a kind may be logged in a minute, and how many of them about the same subject, so that one peer in a loop
 * does not keep quiet what is to be said about the others. Remembers no more than the lines that it has let pass. Thread-safe.
 */
public final class LogRateLimiter {
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final int ofKind;
    private final int ofSubject;
    private final Map<String, Integer> kinds = new HashMap<>();
    private final Map<Subject, Integer> subjects = new HashMap<>();
    private final Map<String, Long> leftOut = new TreeMap<>();
    private final Map<String, Long> untold = new TreeMap<>();
    private @Nullable Moment end;

    private record Subject(String kind, Object what) {}

    /** So many lines of a kind, whatever they are about. */
    public LogRateLimiter(int lines) {
        this(lines, lines);
    }

    private LogRateLimiter(int ofKind, int ofSubject) {
        this.ofKind = ofKind;
        this.ofSubject = ofSubject;
    }

    /** The same with no more than so many about one subject. */
    LogRateLimiter withOfSubject(int lines) {
        return new LogRateLimiter(ofKind, lines);
    }

    /** Takes one line, if there is one. */
    public synchronized boolean take(String kind, Object what, Moment now) {
        turn(now);
        Subject subject = new Subject(kind, what);
        if (kinds.getOrDefault(kind, 0) >= ofKind || subjects.getOrDefault(subject, 0) >= ofSubject) {
            leftOut.merge(kind, 1L, Long::sum);
            return false;
        }
        kinds.merge(kind, 1, Integer::sum);
        subjects.merge(subject, 1, Integer::sum);
        return true;
    }

    /** How many of which kinds were left out of minutes that are over; each is told once. */
    public synchronized Map<String, Long> settle(Moment now) {
        turn(now);
        Map<String, Long> told = new TreeMap<>(untold);
        untold.clear();
        return told;
    }

    private void turn(Moment now) {
        if (end == null || !now.isBefore(end)) {
            end = now.plus(PERIOD);
            kinds.clear();
            subjects.clear();
            leftOut.forEach((kind, lines) -> untold.merge(kind, lines, Long::sum));
            leftOut.clear();
        }
    }
}
