package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnexpectedMapperTest {
    private final LogLines log = new LogLines();

    @BeforeEach
    void listen() {
        log.listen();
    }

    @AfterEach
    void end() {
        log.end();
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
}
