package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnexpectedMapperTest {
    private static final Logger LOGGER = Logger.getLogger("org.postern.console");

    private final LogLines log = new LogLines();

    @BeforeEach
    void listen() {
        LOGGER.addHandler(log);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void end() {
        LOGGER.removeHandler(log);
        LOGGER.setUseParentHandlers(true);
    }

    @Test
    void theReasonIsInTheLogAloneByTheIdThatThePageShows() {
        String body = UnexpectedMapper.logged(new IllegalStateException("secret"));

        assertThat(log.records).hasSize(1);
        LogRecord line = log.records.get(0);
        assertThat(line.getLevel()).isEqualTo(Level.WARNING);
        assertThat(line.getThrown()).hasMessage("secret");
        String id = line.getMessage().replaceAll(".* ", "");
        assertThat(id).matches("[0-9a-f-]{36}");
        assertThat(error(body)).endsWith(" " + id).doesNotContain("secret", "IllegalState");
        assertThat(UnexpectedMapper.logged(new IllegalStateException())).doesNotContain(id);
    }

    @Test
    void itIsMappedForAllRequests() {
        assertThat(new ConsoleApplication().getClasses()).contains(UnexpectedMapper.class, RefusedMapper.class);
    }

    private static String error(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject().getString("error");
        }
    }

    private static final class LogLines extends Handler {
        private final List<LogRecord> records = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            records.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
