package org.postern.ra.log;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.postern.net.ConnectionFacts;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * The log of the adapter. What strangers do, or a bean in a loop, cannot fill it: of each kind of line so many are written in a
 * minute, so many of them about the same subject, and how many were left out is said when the minute is over. The stack trace
 * of one cause is written once in a while. Every line begins with the id of its kind. Thread-safe, and quick enough for
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

    /** Of what goes on by itself, until the administrator does something about it. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    /** The lines of conversations that an administrator has asked for. */
    static final int OF_TRANSCRIPT = 10_000;

    private static final int CAUSES = 200;
    private static final int SUBJECTS = 1_000;
    private static final String TRACE = "stack traces";
    private static final String TRANSCRIPT = "org.postern.transcript";

    /** Below the adapter's: what an administrator sets for that holds for both. */
    private static final String EACH_MESSAGE = "org.postern.ra.messages";

    private final Logger logger = Logger.getLogger("org.postern.ra");
    private final Logger transcript = Logger.getLogger(TRANSCRIPT);
    private final Logger eachMessage = Logger.getLogger(EACH_MESSAGE);
    private final Time time;
    private final LogRateLimiter quota = new LogRateLimiter(OF_KIND).withOfSubject(OF_SUBJECT);
    private final LogRateLimiter transcriptQuota = new LogRateLimiter(OF_TRANSCRIPT);
    private final LogRateLimiter traceBudget = new LogRateLimiter(TRACES);
    private final LogDeduplicator<String> traces = new LogDeduplicator<>(() -> TRACE_AGAIN, CAUSES);
    private final LogDeduplicator<Lasting> lasting = new LogDeduplicator<>(() -> AGAIN, SUBJECTS);

    private record Lasting(LogId kind, Object subject) {}

    public Log(Time time) {
        this.time = time;
    }

    /** Writes what must not be missing, however much of it there is: what has become of the mail that was taken. */
    public void always(LogId kind, String text) {
        write(kind.level(), kind, text);
    }

    /** The same, with what went wrong all the same. */
    public void always(LogId kind, String text, Throwable cause) {
        writeWithCause(kind, text, cause);
    }

    /**
     * Writes the line of a message that is taken, however many there are, to a logger of its own: an administrator can switch that off,
     * and then no text is made.
     */
    public void eachMessage(LogId kind, Supplier<String> text) {
        if (eachMessage.isLoggable(kind.level())) {
            eachMessage.log(kind.level(), line(kind, text.get()));
        }
    }

    /**
     * Writes a line if its minute has room for it.
     *
     * @param subject whom or what it is about: a peer, an address, a bean
     */
    public void limited(LogId kind, Object subject, String text) {
        limited(kind.level(), kind, subject, text);
    }

    /** The same, at another level than that of its kind. */
    void limited(Level level, LogId kind, Object subject, String text) {
        if (isAdmitted(level, kind, subject)) {
            write(level, kind, text);
        }
    }

    /** Writes a line with what went wrong, if its minute has room for it. */
    public void limited(LogId kind, Object subject, String text, Throwable cause) {
        if (isAdmitted(kind.level(), kind, subject)) {
            writeWithCause(kind, text, cause);
        }
    }

    /** Writes what goes on until the administrator does something about it: at once, and then now and then, with how often it was. */
    public void now(LogId kind, Object subject, String text) {
        Level level = kind.level();
        if (logger.isLoggable(level)) {
            lasting.next(new Lasting(kind, subject), time.moment(), () -> isAdmitted(level, kind, subject))
                    .ifPresent(others -> write(level, kind, text + since(others)));
        }
    }

    /** Writes a line of a conversation: without an id, because none of these is looked for alone. */
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
            always(
                    LogId.LINES_LEFT_OUT,
                    "too many lines in the last minute to write all of them. Left out: "
                            + leftOut.entrySet().stream()
                                    .map(one -> one.getValue() + " of " + one.getKey())
                                    .collect(Collectors.joining(", "))
                            + ". The counters of the management beans have them");
        }
    }

    private boolean isAdmitted(Level level, LogId kind, Object subject) {
        return logger.isLoggable(level) && quota.take(kind.toString(), subject, time.moment());
    }

    private void writeWithCause(LogId kind, String text, Throwable cause) {
        Moment now = time.moment();
        OptionalLong others = traces.next(LogText.fingerprint(cause), now, () -> traceBudget.take(TRACE, TRACE, now));
        String what = text + ". The cause: " + LogText.cause(cause);
        if (others.isEmpty()) {
            write(kind.level(), kind, what);
        } else {
            String since = others.getAsLong() == 0
                    ? ""
                    : " (" + others.getAsLong() + " times without a stack trace since the last one)";
            logger.log(kind.level(), line(kind, what + since), cause);
        }
    }

    private void write(Level level, LogId kind, String text) {
        logger.log(level, line(kind, text));
    }

    private static String line(LogId kind, String text) {
        return LogText.oneLine(kind + " " + text);
    }

    /** How often something was kept quiet. */
    static String since(long others) {
        return others == 0 ? "" : " (and " + others + " more since this was said last)";
    }
}
