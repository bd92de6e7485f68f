package org.postern.ra.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.ip.LocalAddress;
import org.postern.net.ConnectionFacts;
import org.postern.net.Ip;

class FlightRecorderTest {
    private static final ConnectionFacts CONNECTION = new ConnectionFacts(
            "c1", new InetSocketAddress(Ip.of("192.0.2.7"), 4711), new LocalAddress(Ip.of("192.0.2.1"), 25));

    @TempDir
    Path directory;

    @Test
    void whatHappensIsInTheRecording() throws Exception {
        List<RecordedEvent> events = recorded(recorder -> {
            recorder.accepted(CONNECTION);
            recorder.refused(CONNECTION, "of peer");
            recorder.handshakeCompleted(CONNECTION, "TLSv1.3", "TLS_AES_128_GCM_SHA256", Duration.ofMillis(7));
            recorder.handshakeFailed(CONNECTION, "not tls", Duration.ofMillis(3));
            recorder.verdict("smtp", "192.0.2.1:25", "EXPIRED", "It has ended");
            recorder.delivery().end("c1-1", "shop.Orders", "250 2.0.0 committed", 1_000, Duration.ofMillis(5));
        });

        assertThat(events)
                .extracting(event -> event.getEventType().getName().replace("org.postern.", ""))
                .containsExactlyInAnyOrder("Accept", "Accept", "Handshake", "Handshake", "Verdict", "Delivery");
        assertThat(events).filteredOn(event -> event.hasField("peer")).allSatisfy(event -> {
            assertThat(event.getString("connection")).isEqualTo("c1");
            assertThat(event.getString("peer")).isEqualTo("192.0.2.7");
            assertThat(event.getString("local")).isEqualTo("192.0.2.1:25");
        });
        assertThat(events)
                .filteredOn(event -> event.hasField("refusedBy"))
                .extracting(event -> event.getString("refusedBy"))
                .containsExactlyInAnyOrder("", "of peer");
        assertThat(events)
                .filteredOn(event -> event.hasField("took"))
                .extracting(event -> event.getDuration("took"))
                .containsExactlyInAnyOrder(Duration.ofMillis(7), Duration.ofMillis(3));
        assertThat(events)
                .filteredOn(event -> event.hasField("verdict"))
                .extracting(event -> event.getString("verdict"))
                .containsExactly("EXPIRED");
        assertThat(events)
                .filteredOn(event -> event.hasField("bean"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getString("message")).isEqualTo("c1-1");
                    assertThat(event.getString("bean")).isEqualTo("shop.Orders");
                    assertThat(event.getString("outcome")).isEqualTo("250 2.0.0 committed");
                    assertThat(event.getLong("octets")).isEqualTo(1_000);
                    assertThat(event.getDuration("waited")).isEqualTo(Duration.ofMillis(5));
                    assertThat(event.getThread().getJavaName())
                            .isEqualTo(Thread.currentThread().getName());
                });
    }

    /** The JVM keeps the description of what it is told of, and another one after each redeployment. */
    @Test
    void aJvmThatHasNeverRecordedIsToldNothing() throws Exception {
        AtomicBoolean used = new AtomicBoolean();
        List<RecordedEvent> events = recorded(recorder -> {
            FlightEvents ours = new RecorderOnceUsed(used::get, recorder);
            ours.accepted(CONNECTION);
            ours.refused(CONNECTION, "of peer");
            ours.handshakeCompleted(CONNECTION, "TLSv1.3", "TLS_AES_128_GCM_SHA256", Duration.ofMillis(7));
            ours.handshakeFailed(CONNECTION, "not tls", Duration.ofMillis(3));
            ours.verdict("smtp", "192.0.2.1:25", "EXPIRED", "It has ended");
            FlightEvents.Delivery begunBefore = ours.delivery();
            used.set(true);
            begunBefore.end("c1-1", "shop.Orders", "250 2.0.0 committed", 1_000, Duration.ofMillis(5));
            ours.accepted(CONNECTION);
        });

        assertThat(events)
                .singleElement()
                .extracting(event -> event.getEventType().getName())
                .isEqualTo("org.postern.Accept");
    }

    /** As a JVM without the module jdk.jfr, and a module of WildFly's that does not see it. */
    @Test
    void whereTheJvmHasNoRecorderNothingFails() throws Exception {
        ClassLoader loader = new WithoutRecorder();

        Object recorder = loader.loadClass(FlightRecorder.class.getName())
                .getMethod("ofThisJvm")
                .invoke(null);

        assertThat(recorder.getClass().getSimpleName()).isEqualTo(NoFlightEvents.class.getSimpleName());
        Class<?> type = loader.loadClass(FlightEvents.class.getName());
        type.getMethod("accepted", ConnectionFacts.class).invoke(recorder, CONNECTION);
        assertThat(type.getMethod("delivery").invoke(recorder)).isNotNull();
    }

    private List<RecordedEvent> recorded(Consumer<FlightEvents> story) throws IOException {
        Path file = directory.resolve("story.jfr");
        try (Recording recording = new Recording()) {
            List.of("Accept", "Handshake", "Delivery", "Verdict")
                    .forEach(name -> recording.enable("org.postern." + name).withThreshold(Duration.ZERO));
            recording.start();
            story.accept(FlightRecorder.ofThisJvm());
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    /** Has classes of its own of the room, and no recorder. */
    private static final class WithoutRecorder extends ClassLoader {
        WithoutRecorder() {
            super(FlightRecorderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("jdk.jfr.")) {
                throw new ClassNotFoundException(name);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null || !name.startsWith("org.postern.ra.flight.")) {
                return known != null ? known : super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] octets = in.readAllBytes();
                return defineClass(name, octets, 0, octets.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
