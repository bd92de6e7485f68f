package org.postern.ra.log;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ManualClock;
import org.postern.ra.Connections;
import org.postern.ra.LogLines;

class LogTest {
    private final LogLines lines = new LogLines();
    private final ManualClock time = new ManualClock();
    private final Log log = new Log(time);

    @AfterEach
    void close() {
        lines.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 59, 60, 61, 1_000})
    void aSubjectHasItsShareOfAMinuteAndTheRestIsTold(int times) {
        for (int i = 0; i < times; i++) {
            log.limited(LogId.CONNECTION_CLOSED, "peer", "x");
        }
        log.settle();
        assertThat(lines.lines()).hasSize(Math.min(times, Log.OF_SUBJECT));

        time.pass(Duration.ofMinutes(1));
        log.settle();
        log.settle();
        assertThat(lines.lines("POSTERN-1071"))
                .map(line -> line.replaceAll(".*Left out: (\\d+) of POSTERN-3005\\. .*", "$1"))
                .isEqualTo(times > Log.OF_SUBJECT ? List.of(String.valueOf(times - Log.OF_SUBJECT)) : List.of());
    }

    @Test
    void aKindHasItsShareHoweverManySubjectsThereAreAndOtherKindsHaveTheirs() {
        for (int i = 0; i < 5_000; i++) {
            log.limited(LogId.CONNECTION_CLOSED, "peer " + i, "x");
        }
        log.limited(LogId.HANDSHAKE_FAILED, "peer 0", "y");

        assertThat(lines.lines("POSTERN-3005")).hasSize(Log.OF_KIND);
        assertThat(lines.lines("POSTERN-3003")).hasSize(1);
    }

    @Test
    void eachMinuteBeginsAnewWhateverTheClockOnTheWallSays() {
        for (int minute = 1; minute <= 3; minute++) {
            for (int i = 0; i < 100; i++) {
                log.limited(LogId.CONNECTION_CLOSED, "peer", "x");
            }
            assertThat(lines.lines("POSTERN-3005")).hasSize(minute * Log.OF_SUBJECT);
            time.jump(Duration.ofHours(minute % 2 == 0 ? 5 : -5));
            time.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void whatNobodyWantsToReadIsNotLeftOut() {
        for (int i = 0; i < 1_000; i++) {
            log.limited(LogId.HANDSHAKE_COMPLETED, "peer", "x");
        }
        time.pass(Duration.ofMinutes(1));
        log.settle();

        assertThat(lines.lines()).isEmpty();
    }

    @Test
    void mailThatWasTakenIsNeverLeftOut() {
        for (int i = 0; i < 5_000; i++) {
            log.eachMessage(LogId.COMMITTED, () -> "x");
        }
        assertThat(lines.lines()).hasSize(5_000);
    }

    /** The line of each message alone, or with all others of the adapter. */
    @ParameterizedTest
    @ValueSource(strings = {"org.postern.ra.messages", "org.postern.ra", "org.postern"})
    void whereTheLineOfEachMessageIsSwitchedOffItsTextIsNotMade(String switched) {
        Logger logger = Logger.getLogger(switched);
        Level before = logger.getLevel();
        logger.setLevel(Level.WARNING);
        try {
            log.eachMessage(LogId.COMMITTED, () -> {
                throw new AssertionError("nothing reads it");
            });
        } finally {
            logger.setLevel(before);
        }
        log.eachMessage(LogId.COMMITTED, () -> "x");

        assertThat(lines.lines()).containsExactly("POSTERN-2001 x");
    }

    @Test
    void whereTheLineOfEachMessageIsSwitchedOffAllOthersStay() {
        Logger logger = Logger.getLogger("org.postern.ra.messages");
        logger.setLevel(Level.WARNING);
        try {
            log.eachMessage(LogId.COMMITTED, () -> "x");
            log.always(LogId.ALREADY_COMMITTED, "y");
            log.limited(LogId.CONNECTION_CLOSED, "peer", "z");
        } finally {
            logger.setLevel(null);
        }

        assertThat(lines.lines()).containsExactly("POSTERN-2015 y", "POSTERN-3005 z");
    }

    /** A bean that fails each time for the same cause, as the container wraps it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 50})
    void theStackTraceOfOneCauseIsWrittenOnceAnIntervalAndTheLinesSayWhatItIs(int times) {
        for (int i = 0; i < times + 2; i++) {
            if (i == times) {
                time.pass(Log.TRACE_AGAIN.minusNanos(1));
            }
            if (i == times + 1) {
                assertThat(lines.traces()).hasSize(1);
                time.pass(Duration.ofNanos(1));
            }
            fail("no such table");
        }

        assertThat(lines.traces()).hasSize(2);
        assertThat(lines.lines()).hasSize(times + 2).allSatisfy(line -> assertThat(line)
                .startsWith("POSTERN-2005 failed. The cause: jakarta.ejb.EJBException: no such table, because of"
                        + " java.lang.IllegalStateException: no such table"));
        assertThat(lines.lines())
                .last()
                .asString()
                .endsWith("(" + times + " times without a stack trace since the last one)");
    }

    private void fail(String text) {
        log.limited(LogId.LISTENER_FAILED, "bean", "failed", failure(text));
    }

    @Test
    void anotherCauseHasAStackTraceOfItsOwn() {
        fail("no such table");
        fail("disk full");
        log.limited(LogId.LISTENER_FAILED, "bean", "failed", new IllegalStateException("no such table"));

        assertThat(lines.traces()).hasSize(3);
    }

    /** "Duplicate key 17", "duplicate key 18", and so on: whatever is in a message, it may be another each time. */
    @Test
    void causesWithoutEndHaveSomeStackTracesAMinute() {
        for (int minute = 1; minute <= 3; minute++) {
            for (int i = 0; i < 1_000; i++) {
                log.always(LogId.FAILED_BUT_COMMITTED, "failed", failure("duplicate key " + minute + "-" + i));
            }
            assertThat(lines.traces()).hasSize(minute * Log.TRACES);
            time.pass(Duration.ofMinutes(1));
        }
        assertThat(lines.lines()).hasSize(3_000);
    }

    @Test
    void anExceptionThatCannotEvenSayWhatItIsIsNamedByItsClass() {
        log.limited(LogId.LISTENER_FAILED, "bean", "failed", new Mute());

        assertThat(lines.lines()).containsExactly("POSTERN-2005 failed. The cause: " + Mute.class.getName());
    }

    @Test
    void aCauseCannotForgeALineNorFillTheLog() {
        log.limited(
                LogId.LISTENER_FAILED, "bean", "failed", failure("x\r\nPOSTERN-1001 forged" + "y".repeat(1_000_000)));

        assertThat(lines.lines()).singleElement().asString().matches("[ -~]+").hasSizeLessThan(1_000);
    }

    @Test
    void whatLastsIsSaidAtOnceAndOnceAMinuteForEachSubject() {
        for (int i = 0; i < 125; i++) {
            log.now(LogId.SPOOL_FILE_SYSTEM, "here", "full");
            log.now(LogId.SPOOL_FILE_SYSTEM, "there", "full");
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(lines.lines())
                .containsExactly(
                        "POSTERN-3019 full",
                        "POSTERN-3019 full",
                        "POSTERN-3019 full (and 59 more since this was said last)",
                        "POSTERN-3019 full (and 59 more since this was said last)",
                        "POSTERN-3019 full (and 59 more since this was said last)",
                        "POSTERN-3019 full (and 59 more since this was said last)");
    }

    @Test
    void conversationsThatAreWrittenDownHaveAnEndToo() {
        List<LogRecord> written = new ArrayList<>();
        Logger transcript = Logger.getLogger("org.postern.transcript");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                written.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        transcript.addHandler(handler);
        transcript.setUseParentHandlers(false);
        try {
            for (int i = 0; i < Log.OF_TRANSCRIPT + 5; i++) {
                log.transcript(Connections.from("198.51.100.1"), "C: NOOP");
            }
        } finally {
            transcript.setUseParentHandlers(true);
            transcript.removeHandler(handler);
        }
        assertThat(written).hasSize(Log.OF_TRANSCRIPT);

        time.pass(Duration.ofMinutes(1));
        log.settle();
        assertThat(lines.lines("POSTERN-1071")).singleElement().asString().contains("5 of org.postern.transcript");
    }

    private static EJBException failure(String text) {
        return new EJBException(text, new IllegalStateException(text));
    }

    private static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }
}
