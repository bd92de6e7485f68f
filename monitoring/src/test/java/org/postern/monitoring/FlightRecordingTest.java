package org.postern.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real adapters, and what a recording of the JVM has of them. */
@Timeout(120)
class FlightRecordingTest {
    private static final Path PAGE = Path.of("..", "docs", "monitoring.md");

    @TempDir
    Path directory;

    @Test
    void aRecordingHasConnectionsHandshakesDeliveriesAndVerdicts() throws Exception {
        Path file = directory.resolve("mail.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            try (Site site = new Site(directory)) {
                site.traffic();
            }
            recording.dump(file);
        }

        assertThat(texts(file, "Accept", "refusedBy")).contains("", "of peer");
        assertThat(texts(file, "Handshake", "version")).contains("TLSv1.3", "");
        assertThat(texts(file, "Handshake", "failure")).contains("", "other");
        assertThat(texts(file, "Delivery", "outcome"))
                .contains("250 2.0.0 committed", "550 5.1.1 said by the bean", "451 4.3.0 bean failed");
        assertThat(texts(file, "Delivery", "bean")).containsOnly(OrderBean.class.getName());
        assertThat(texts(file, "Verdict", "verdict")).contains("USABLE", "KEYSTORE_UNREADABLE");
        assertThat(events(file, "Delivery")).allSatisfy(event -> {
            assertThat(event.getDuration()).isPositive();
            assertThat(event.getThread()).isNotNull();
        });
        assertThat(events(file, "Handshake").stream().map(event -> event.getDuration("took")))
                .allMatch(took -> took.compareTo(Duration.ZERO) > 0 && took.compareTo(Duration.ofMinutes(1)) < 0);
        // No address of a person, in whatever field.
        assertThat(Stream.of("Accept", "Handshake", "Delivery", "Verdict").flatMap(name -> events(file, name).stream()))
                .noneMatch(event -> event.toString().contains("@"));
        thePageHasEachField();
    }

    /** Each event that is known to this JVM by now has its row. */
    private static void thePageHasEachField() throws Exception {
        String page = Files.readString(PAGE);
        List<EventType> ours = FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .filter(type -> type.getName().startsWith("org.postern."))
                .toList();
        assertThat(ours).hasSize(4);
        for (EventType type : ours) {
            String fields = String.join(
                    ", ",
                    type.getFields().stream()
                            .map(ValueDescriptor::getName)
                            .filter(name -> !List.of("startTime", "duration", "eventThread", "stackTrace")
                                    .contains(name))
                            .map(name -> "`" + name + "`")
                            .toList());
            assertThat(page).containsPattern("\\| `" + type.getName() + "` \\| .* \\| " + fields + " \\|");
        }
    }

    private static List<String> texts(Path file, String event, String field) {
        return events(file, event).stream().map(one -> one.getString(field)).toList();
    }

    private static List<RecordedEvent> events(Path file, String name) {
        try {
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals("org.postern." + name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
