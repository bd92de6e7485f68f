package org.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.NotSupportedException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class FailureLogTest {
    @Test
    void theAdaptersReasonIsFoundBelowTheServersExceptions() {
        try (FailureLog log = FailureLog.attach()) {
            log.publish(thrown(new IllegalStateException("server", new NotSupportedException("listen is wrong"))));
            log.publish(thrown(new NotSupportedException("a later one")));

            assertThat(log.adaptersReason()).contains("listen is wrong");
            assertThat(log.otherReason()).isEmpty();
        }
    }

    @Test
    void otherTroubleIsNamedByItsRoot() {
        try (FailureLog log = FailureLog.attach()) {
            log.publish(new LogRecord(Level.INFO, "no trouble"));
            log.publish(thrown(new IllegalStateException("outer", new IllegalArgumentException("root"))));

            assertThat(log.adaptersReason()).isEmpty();
            assertThat(log.otherReason()).contains("java.lang.IllegalArgumentException: root");
        }
    }

    private static LogRecord thrown(Throwable thrown) {
        LogRecord entry = new LogRecord(Level.SEVERE, "it failed");
        entry.setThrown(thrown);
        return entry;
    }
}
