package org.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void aRecordIsOneLineWithTheRootOfItsTrouble() {
        console.release();
        LogRecord entry = entry("org.postern.ra", Level.WARNING, "POSTERN-1 {0} failed");
        entry.setParameters(new Object[] {"it"});
        entry.setThrown(new IllegalStateException("outer", new IllegalArgumentException("root")));

        console.publish(entry);

        assertThat(text())
                .matches(
                        "\\d\\d:\\d\\d:\\d\\d WARNING POSTERN-1 it failed: java.lang.IllegalArgumentException: root\\R");
    }

    /** An exception quotes what a sender has written. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u0085", "\u2028", "\u001b[2K"})
    void nothingInAnExceptionLooksLikeALineOfItsOwn(String lineEnd) {
        console.release();
        LogRecord entry = entry("org.postern.ra", Level.WARNING, "failed");
        entry.setThrown(new IllegalStateException("a" + lineEnd + "12:00:00 INFO forged"));

        console.publish(entry);

        assertThat(text()).containsPattern("IllegalStateException: a +(\\[2K)?12:00:00 INFO forged\\R$");
    }

    @Test
    void nothingIsPrintedBeforeTheRelease() {
        console.publish(entry("org.postern.ra", Level.INFO, "early"));

        assertThat(text()).isEmpty();
    }

    @Test
    void ofWhatWasHeldBackOnlyPosternsOwnIsPrinted() {
        console.publish(entry("org.postern.ra", Level.INFO, "ours"));
        console.publish(entry("org.posterns", Level.SEVERE, "not ours"));
        console.publish(entry("javax.enterprise", Level.SEVERE, "theirs"));

        console.release();

        assertThat(text()).contains("ours").doesNotContain("not ours").doesNotContain("theirs");
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static LogRecord entry(String logger, Level level, String message) {
        LogRecord entry = new LogRecord(level, message);
        entry.setLoggerName(logger);
        return entry;
    }
}
