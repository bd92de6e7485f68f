package org.postern.ra.log;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.postern.net.ConnectionFacts;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * The log of the adapter. What strangers do, or a bean in a loop, cannot fill it: of each kind of line so many are written in a
 * minute, so many of them about the same subject, and how many were left out is said when the minute is over. The stack trace
 * of one cause is written once in a while. Every line begins with its id, which is its kind. Thread-safe, and quick enough for
 * event loops.
 */
public final class Log {
    /** Lines of a kind in a minute. */
    static final int OF_KIND = 600;

    /** Those about the same subject. */
    public static final int OF_SUBJECT = 60;

    /** Stack traces in a minute: an application can fail for as many causes as it has messages. */
    static final int TRACES = 10;

    /** After this time the stack trace of the same cause is written again. */
    static final Duration TRACE_AGAIN = Duration.ofMinutes(10);

    /** Of what goes on by itself, until somebody does something about it. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    /** The lines of conversations that an administrator has asked for. */
    static final int OF_TRANSCRIPT = 10_000;

    private static final int CAUSES = 200;
    private static final int SUBJECTS = 1_000;
    private static final String TRANSCRIPT = "org.postern.transcript";

    private final Logger logger = Logger.getLogger("org.postern.ra");
    private final Logger transcript = Logger.getLogger(TRANSCRIPT);
    private final Time time;
    private final LogQuota quota = new LogQuota(OF_KIND, OF_SUBJECT);
    private final LogQuota transcriptQuota = new LogQuota(OF_TRANSCRIPT, OF_TRANSCRIPT);
    private final LogRateLimiter traceBudget = new LogRateLimiter(TRACES);
    private final LogDeduplicator<String> traces = new LogDeduplicator<>(() -> TRACE_AGAIN, CAUSES);
    private final LogDeduplicator<Lasting> lasting = new LogDeduplicator<>(() -> AGAIN, SUBJECTS);

    private record Lasting(String kind, Object subject) {}

    public Log(Time time) {
        this.time = time;
    }

    /** Writes what must not be missing, however much of it there is: what has become of the mail that was taken. */
    public void always(Level level, String line) {
        write(level, line);
    }

    /** The same, with what went wrong all the same. */
    public void always(Level level, String line, Throwable cause) {
        writeWithCause(level, line, cause);
    }

    /**
     * Writes a line if its minute has room for it.
     *
     * @param subject whom or what it is about: a peer, an address, a bean
     */
    public void limited(Level level, Object subject, String line) {
        if (isAdmitted(level, subject, line)) {
            write(level, line);
        }
    }

    /** Writes a line with what went wrong, if its minute has room for it. */
    public void limited(Level level, Object subject, String line, Throwable cause) {
        if (isAdmitted(level, subject, line)) {
            writeWithCause(level, line, cause);
        }
    }

    /** Writes what goes on until somebody does something about it: at once, and then now and then, with how often it was. */
    public void now(Level level, Object subject, String line) {
        if (logger.isLoggable(level)) {
            lasting.next(new Lasting(kind(line), subject), time.moment(), () -> isAdmitted(level, subject, line))
                    .ifPresent(others -> write(level, line + since(others)));
        }
    }

    /** Writes a line of a conversation: without an id, nobody looks for one of these alone. */
    void transcript(ConnectionFacts connection, String line) {
        if (transcript.isLoggable(Level.INFO) && transcriptQuota.take(TRANSCRIPT, connection.peerIp(), time.moment())) {
            transcript.log(
                    Level.INFO, () -> connection.id() + " " + connection.peerIp() + " " + LogText.printable(line));
        }
    }

    /** Says how much was left out in the last minute. To be called now and then. */
    public void settle() {
        Moment now = time.moment();
        var leftOut = quota.settle(now);
        leftOut.putAll(transcriptQuota.settle(now));
        if (!leftOut.isEmpty()) {
            logger.log(
                    Level.WARNING,
                    () -> "POSTERN-1071 too many lines in the last minute to write all of them. Left out: "
                            + leftOut.entrySet().stream()
                                    .map(one -> one.getValue() + " of " + one.getKey())
                                    .collect(Collectors.joining(", "))
                            + ". The counters of the management beans have them");
        }
    }

    private boolean isAdmitted(Level level, Object subject, String line) {
        return logger.isLoggable(level) && quota.take(kind(line), subject, time.moment());
    }

    private void writeWithCause(Level level, String line, Throwable cause) {
        Moment now = time.moment();
        OptionalLong others = traces.next(LogText.fingerprint(cause), now, () -> traceBudget.take(now));
        String what = line + ". The cause: " + LogText.cause(cause);
        if (others.isEmpty()) {
            write(level, what);
        } else if (others.getAsLong() == 0) {
            logger.log(level, LogText.oneLine(what), cause);
        } else {
            String since = " (" + others.getAsLong() + " times without a stack trace since the last one)";
            logger.log(level, LogText.oneLine(what + since), cause);
        }
    }

    private void write(Level level, String line) {
        logger.log(level, LogText.oneLine(line));
    }

    /** How often something was kept quiet. */
    static String since(long others) {
        return others == 0 ? "" : " (and " + others + " more since this was said last)";
    }

    private static String kind(String line) {
        return line.substring(0, line.indexOf(' '));
    }
}
