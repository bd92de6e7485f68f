package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.net.ManualClock;
import org.postern.ra.Connections;
import org.postern.ra.LogLines;
import org.postern.ra.log.AnomalyReport;
import org.postern.ra.log.ConnectionMessages;
import org.postern.ra.log.Log;
import org.postern.smtp.TlsAnomaly;

class InterferenceTest {
    private static final String PEER = "198.51.100.1";

    private final LogLines log = new LogLines();
    private final ManualClock clock = new ManualClock();
    private final TlsCounters counters = new TlsCounters();
    private final TlsAnomalies anomalies = new TlsAnomalies();
    private final Interference interference = new Interference(
            counters,
            anomalies,
            () -> Duration.ofHours(1),
            clock,
            new ConnectionMessages(new Log(clock), Path.of("spool")));

    @AfterEach
    void close() {
        log.close();
    }

    static Stream<AnomalyReport> kinds() {
        return Stream.concat(
                Arrays.stream(TlsAnomaly.values()).map(AnomalyReport::of), Stream.of(AnomalyReport.startTlsStripped()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theFirstOfEachKindIsLoggedAtOnceWithWhoAndWhereAndWhatItMeans(AnomalyReport anomaly) {
        interference.anomalySeen(Connections.from(PEER), anomaly);

        assertThat(log.lines())
                .singleElement()
                .asString()
                .matches("POSTERN-301[1-7] connection c-1 from 198.51.100.1 to 192.0.2.1:25: .{80,}\\.");
    }

    @Test
    void theNextOnesAreQuietUntilTheIntervalIsOverAndThenCounted() {
        for (int i = 0; i < 5; i++) {
            seen(PEER);
            clock.pass(Duration.ofMinutes(10));
        }
        assertThat(log.lines()).hasSize(1);
        clock.pass(Duration.ofMinutes(10).minusMillis(1));
        seen(PEER);
        assertThat(log.lines()).hasSize(1);

        clock.pass(Duration.ofMillis(1));
        seen(PEER);
        clock.pass(Duration.ofHours(1));
        seen(PEER);

        assertThat(log.lines()).hasSize(3);
        assertThat(log.lines().get(0)).doesNotContain("more since");
        assertThat(log.lines().get(1)).endsWith("(and 5 more since this was said last)");
        assertThat(log.lines().get(2)).doesNotContain("more since");
    }

    @Test
    void anotherPeerAnotherAddressAndAnotherKindAreLoggedForThemselves() {
        seen(PEER);
        seen("198.51.100.2");
        interference.anomalySeen(
                Connections.between(PEER, Connections.local("192.0.2.2", 25)),
                AnomalyReport.of(TlsAnomaly.MASKED_COMMAND));
        interference.anomalySeen(Connections.from(PEER), AnomalyReport.of(TlsAnomaly.TLS_AT_GREETING));

        assertThat(log.lines()).hasSize(4);
    }

    @Test
    void manyPeersTogetherGetTwentyLinesAMinuteAndTheRestIsCounted() {
        for (int i = 0; i < 100; i++) {
            seen("10.0.0." + i);
        }
        assertThat(log.lines()).hasSize(Interference.LINES_PER_MINUTE);
        clock.pass(Duration.ofSeconds(59));
        interference.settle();
        assertThat(log.lines("POSTERN-3008")).isEmpty();

        clock.pass(Duration.ofSeconds(1));
        interference.settle();
        interference.settle();

        assertThat(log.lines("POSTERN-3008")).singleElement().asString().startsWith("POSTERN-3008 80 more signs");
        assertThat(counters.at(Connections.LOCAL).byKind(AddressCounters.What.SIGHTINGS))
                .isEqualTo(Map.of("masked command", 100L));
    }

    @Test
    void aFloodWithoutEndIsToldOfEachMinute() {
        for (int i = 0; i < 50; i++) {
            seen("10.0.0." + i);
        }
        clock.pass(Duration.ofMinutes(1));
        seen("10.0.1.1");
        interference.settle();

        assertThat(log.lines("POSTERN-3008")).singleElement().asString().contains(" 30 more signs");
    }

    @Test
    void whoWasLeftOutOfTheLogIsNotTakenForTold() {
        for (int i = 0; i < 21; i++) {
            seen("10.0.0." + i);
        }
        clock.pass(Duration.ofMinutes(1));
        seen("10.0.0.20");

        assertThat(log.lines())
                .last()
                .asString()
                .contains("from 10.0.0.20 ")
                .endsWith("(and 1 more since this was said last)");
    }

    @Test
    void thePeersOfAnAddressAreKnownWithTheirNumbersTheLatestFirst() {
        seen(PEER);
        clock.pass(Duration.ofSeconds(1));
        seen("198.51.100.2");
        seen("198.51.100.2");

        assertThat(anomalies.at(Connections.LOCAL))
                .extracting(
                        PeerAnomaly::getPeer, PeerAnomaly::getAnomaly, PeerAnomaly::getCount, PeerAnomaly::getLastSeen)
                .containsExactly(
                        tuple("198.51.100.2", "masked command", 2L, "2026-01-01T00:00:01Z"),
                        tuple(PEER, "masked command", 1L, "2026-01-01T00:00:00Z"));
        assertThat(anomalies.at(Connections.local("192.0.2.1", 587))).isEmpty();
    }

    @Test
    void ofMorePeersThanCanBeRememberedTheLeastRecentGoAndTheTotalStays() {
        seen(PEER);
        for (int i = 0; i < TlsAnomalies.CAPACITY; i++) {
            seen("10.0." + i / 256 + "." + i % 256);
        }

        assertThat(anomalies.at(Connections.LOCAL))
                .hasSize(TlsAnomalies.SHOWN)
                .extracting(PeerAnomaly::getPeer)
                .doesNotContain(PEER);
        assertThat(counters.at(Connections.LOCAL).byKind(AddressCounters.What.SIGHTINGS))
                .containsEntry("masked command", TlsAnomalies.CAPACITY + 1L);
    }

    private void seen(String peer) {
        interference.anomalySeen(Connections.from(peer), AnomalyReport.of(TlsAnomaly.MASKED_COMMAND));
    }
}
