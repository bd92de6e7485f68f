package org.postern.ra.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Clients;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionCounter.Limit;
import org.postern.net.ConnectionLimits;
import org.postern.net.Ip;
import org.postern.net.ManualClock;
import org.postern.net.RatePerMinute;
import org.postern.ra.LogLines;

/** A peer that spreads over the instances has as much as at one, as soon as they have told each other. */
class CommonCountsTest {
    private static final int OF_PEER = 10;
    private static final int OF_NETWORK = 12;
    private static final int PER_MINUTE = 20;
    private static final InetAddress PEER = Ip.of("192.0.2.1");

    private final ManualClock time = new ManualClock();
    private final LogLines log = new LogLines();
    private final InstantMemories memories = new InstantMemories(2, time);
    private final Instance one = new Instance(Optional.of(memories.of(0)));
    private final Instance other = new Instance(Optional.of(memories.of(1)));

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void theConnectionsOfAPeerAreThoseAtAllInstances() {
        one.connect(PEER, 6);
        other.connect(PEER, 3);
        exchange(2);

        assertThat(other.connect(PEER)).isEmpty();
        assertThat(other.connect(PEER)).contains(Limit.OF_PEER);
        assertThat(one.connect(Ip.of("198.51.100.1"))).as("another peer").isEmpty();
    }

    @Test
    void theConnectionsOfANetworkAreThoseAtAllInstances() {
        one.connect(PEER, 6);
        other.connect(Ip.of("192.0.2.2"), 6);
        exchange(2);

        assertThat(other.connect(Ip.of("192.0.2.3"))).contains(Limit.OF_NETWORK);
    }

    @Test
    void anInstanceDoesNotHearItself() {
        one.connect(PEER, 6);
        exchange(5);

        one.connect(PEER, 4);
        assertThat(one.connect(PEER)).contains(Limit.OF_PEER);
    }

    /** A service of time does so that finds it wrong. The instance goes by itself until what it has told before is over. */
    @ParameterizedTest
    @ValueSource(ints = {-2, -8, -3_600, 8})
    void norWhereItsClockIsSet(int seconds) {
        one.connect(PEER, 6);
        exchange(10);
        time.jump(Duration.ofSeconds(seconds));
        for (int i = 0; i < 15; i++) {
            time.pass(Duration.ofSeconds(1));
            one.exchange();
            assertThat(one.connect(PEER)).as("second %d", i).isEmpty();
            one.clients.leave(PEER);
        }
    }

    @Test
    void aConnectionThatHasEndedLeavesItsPlaceEverywhere() {
        one.connect(PEER, 9);
        other.connect(PEER, 1);
        exchange(2);
        assertThat(other.connect(PEER)).contains(Limit.OF_PEER);
        one.clients.leave(PEER);
        exchange(3);

        assertThat(other.connect(PEER)).isEmpty();
    }

    /** It cannot say so. */
    @Test
    void whatAnInstanceHadThatHasEndedIsOverSoon() {
        one.connect(PEER, 9);
        other.connect(PEER, 1);
        exchange(2);
        assertThat(other.connect(PEER)).contains(Limit.OF_PEER);

        for (int i = 0; i < 4; i++) {
            time.pass(Duration.ofSeconds(1));
            other.exchange();
        }
        assertThat(other.connect(PEER)).isEmpty();
    }

    /** A thread of the container's may come late. */
    @Test
    void anInstanceMayMissATurn() {
        one.connect(PEER, 9);
        other.connect(PEER, 1);
        exchange(2);
        time.pass(Duration.ofSeconds(1));
        other.exchange();
        time.pass(Duration.ofSeconds(1));
        one.exchange();
        other.exchange();

        assertThat(other.connect(PEER)).contains(Limit.OF_PEER);
    }

    @Test
    void theMessagesOfAPeerInAMinuteAreThoseToAllInstances() {
        assertThat(one.send(PEER, 15)).isEqualTo(15);
        assertThat(other.send(PEER, 3)).isEqualTo(3);
        exchange(2);

        assertThat(other.send(PEER, 5)).isEqualTo(2);
        exchange(2);
        assertThat(one.send(PEER, 5)).isZero();
        time.pass(Duration.ofMinutes(1));
        assertThat(one.send(PEER, 2 * PER_MINUTE)).isEqualTo(PER_MINUTE);
    }

    @Test
    void theConnectionsOfAPeerInAMinuteAreThoseToAllInstances() {
        IntStream.range(0, 30).forEach(i -> {
            if (one.connect(PEER).isEmpty()) {
                one.clients.leave(PEER);
            }
        });
        exchange(1);
        other.connect(PEER);
        exchange(1);

        assertThat(other.connect(PEER)).contains(Limit.RATE_OF_PEER);
    }

    /** Its own minute is over, that of the others is not. */
    @Test
    void aNewMinuteHereForgetsNothingElsewhere() {
        one.send(PEER, 1);
        time.pass(Duration.ofSeconds(55));
        one.send(PEER, 9);
        other.send(PEER, 10);
        exchange(2);
        time.pass(Duration.ofSeconds(4));
        one.exchange();

        assertThat(one.send(PEER, 5)).isZero();
    }

    @Test
    void whileTheStoreIsGoneEachInstanceCountsByItself() {
        haveAllAtOne();

        memories.fail();
        exchange(1);
        assertThat(other.connect(PEER)).isEmpty();
        assertThat(other.send(PEER, 1)).isEqualTo(1);
    }

    /** Its thread hangs in the store. */
    @Test
    void whatWasHeardLongAgoIsNotGoneBy() {
        haveAllAtOne();
        time.pass(Duration.ofSeconds(5));

        assertThat(other.connect(PEER)).isEmpty();
        assertThat(other.send(PEER, 1)).isEqualTo(1);
    }

    @Test
    void aCountThatIsFarFromTheLimitCostsTheStoreNothing() {
        one.connect(PEER, 1);
        other.connect(PEER, 1);
        exchange(31);
        theyTellNothingButThatTheyAreThere();
    }

    @Test
    void aPeerThatHasNotComeForAMinuteCostsTheStoreNothing() {
        one.send(PEER, PER_MINUTE);
        exchange(61);
        theyTellNothingButThatTheyAreThere();
    }

    private void theyTellNothingButThatTheyAreThere() {
        int calls = memories.calls();
        exchange(9);
        assertThat(memories.calls() - calls).as("of both").isLessThanOrEqualTo(2 * 3);
    }

    @Test
    void aFloodCostsTheStoreNoMore() {
        flood(one);
        time.pass(Duration.ofSeconds(1));
        int calls = memories.calls();
        one.exchange();

        assertThat(memories.calls() - calls).isLessThanOrEqualTo(3 + 2 * 3 * Busiest.MOST + 2 * Busiest.MOST);
    }

    @Test
    void inAFloodTheBusiestAreTold() {
        flood(one);
        one.connect(PEER, 9);
        other.connect(PEER, 1);
        exchange(2);

        assertThat(other.connect(PEER)).contains(Limit.OF_PEER);
    }

    @Test
    void withoutAStoreNothingIsCommon() {
        Instance alone = new Instance(Optional.empty());
        alone.exchange();
        alone.connect(PEER, OF_PEER);

        assertThat(alone.connect(PEER)).contains(Limit.OF_PEER);
    }

    private static void flood(Instance instance) {
        IntStream.range(0, 1_000).forEach(i -> instance.connect(Ip.of("10." + i / 250 + "." + i % 250 + ".1"), 2));
    }

    private void haveAllAtOne() {
        one.connect(PEER, 9);
        other.connect(PEER, 1);
        one.send(PEER, PER_MINUTE - 1);
        other.send(PEER, 1);
        exchange(2);
        assertThat(other.connect(PEER)).contains(Limit.OF_PEER);
        assertThat(other.send(PEER, 1)).isZero();
    }

    private void exchange(int times) {
        for (int i = 0; i < times; i++) {
            time.pass(Duration.ofSeconds(1));
            List.of(one, other).forEach(Instance::exchange);
        }
    }

    private final class Instance {
        private final CommonCounts counts;
        private final Clients clients;

        Instance(Optional<CommonMemory> memory) {
            counts = new CommonCounts(memory, time);
            ConnectionLimits limits = new ConnectionLimits(10_000, OF_PEER, OF_NETWORK, 24, 64, 30);
            clients = new Clients(
                    new ConnectionCounter(() -> limits, counts.ofConnections(), time),
                    new RatePerMinute(() -> PER_MINUTE, limits::peer, counts.ofMessages(), time));
        }

        Optional<Limit> connect(InetAddress peer) {
            return clients.connect(peer);
        }

        void connect(InetAddress peer, int times) {
            IntStream.range(0, times).forEach(i -> assertThat(connect(peer)).isEmpty());
        }

        /** Tells how many may come. */
        long send(InetAddress peer, int times) {
            return IntStream.range(0, times).filter(i -> clients.send(peer)).count();
        }

        void exchange() {
            counts.exchange(clients.connections(), PER_MINUTE);
        }
    }
}
