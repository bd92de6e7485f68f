package org.postern.ra.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.net.Clients;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionLimits;
import org.postern.net.Ip;
import org.postern.net.RatePerMinute;
import org.postern.ra.LogLines;
import org.postern.ra.shared.SimulatedInstances.Weather;

/** A hundred instances with the adapter's own limits, a peer that spreads over them, and a store that is not always there. */
@Timeout(60)
class ManyInstancesCountsTest {
    private static final int INSTANCES = 100;
    private static final int LIMIT = 400;

    /** What each may keep to itself: all of them less than half a limit. */
    private static final int UNTOLD = LIMIT / 2 / INSTANCES - 1;

    /** Of the peer, at all instances together. */
    private static final int A_SECOND = 20;

    /** Until what has come to one is known to all. */
    private static final int SECONDS = 3;

    private static final int MOST = LIMIT + INSTANCES * UNTOLD + SECONDS * A_SECOND;

    /** By then each knows how many there are. */
    private static final Duration KNOWN = Duration.ofSeconds(30);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final InetAddress PEER = Ip.of("192.0.2.1");

    private final LogLines log = new LogLines();
    private final List<Clients> instances = new ArrayList<>();
    private final List<Clients> connected = new ArrayList<>();
    private final Set<Clients> ended = new HashSet<>();
    private int sent;
    private @Nullable SimulatedInstances begun;

    @AfterEach
    void close() {
        log.close();
        Objects.requireNonNull(begun).close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPeerHasAsManyConnectionsAsAtOneAndThoseOfAFewSeconds(long seed) {
        SimulatedInstances world = begin(seed);
        world.pass(KNOWN);
        come(world, MINUTE);

        assertThat(connected).hasSizeBetween(LIMIT, MOST);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPeerSendsAsManyMessagesAsToOneAndThoseOfAFewSeconds(long seed) {
        SimulatedInstances world = begin(seed);
        world.pass(KNOWN);
        send(world, MINUTE);

        assertThat(sent).isBetween(LIMIT, MOST);
    }

    /** Three at each are three quarters of the limit in all. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatEachKeepsToItselfIsLessThanHalfALimit(long seed) {
        SimulatedInstances world = begin(seed);
        world.pass(KNOWN);
        for (int i = 0; i < LIMIT * 3 / 4; i++) {
            connect(instances.get(i % INSTANCES));
        }
        world.pass(Duration.ofSeconds(SECONDS));
        instances.subList(5, INSTANCES).clear();
        come(world, Duration.ofSeconds(30));

        assertThat(connected).hasSizeBetween(LIMIT, MOST);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void inASplitStoreItHasAsManyInEachPart(long seed) {
        SimulatedInstances world = begin(seed);
        world.split(2);
        world.pass(KNOWN);
        come(world, MINUTE);

        assertThat(connected).hasSizeBetween(2 * LIMIT, 2 * (LIMIT + LIMIT / 2) + SECONDS * A_SECOND);
    }

    /** As before there was a store; and then they know of each other again. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whileTheStoreIsGoneEachInstanceHasItsOwnLimit(long seed) {
        SimulatedInstances world = begin(seed);
        world.pass(KNOWN);
        world.become(Weather.HANGING);
        come(world, MINUTE);
        assertThat(connected).hasSizeGreaterThan(MOST);

        theyKnowOfEachOtherAgain(world);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterRoughWeatherTheyKnowOfEachOther(long seed) {
        SimulatedInstances world = begin(seed);
        world.become(Weather.ROUGH);
        come(world, MINUTE);
        assertThat(connected).hasSizeGreaterThanOrEqualTo(LIMIT);

        theyKnowOfEachOtherAgain(world);
    }

    private void theyKnowOfEachOtherAgain(SimulatedInstances world) {
        world.become(Weather.FINE);
        world.pass(KNOWN);
        int before = connected.size();
        come(world, Duration.ofSeconds(10));
        assertThat(connected.size() - before).isLessThanOrEqualTo(INSTANCES * UNTOLD);
    }

    /** They cannot say what has become of their connections. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatInstancesHadThatHaveEndedIsForgotten(long seed) {
        SimulatedInstances world = begin(seed);
        world.pass(KNOWN);
        come(world, Duration.ofSeconds(40));
        List<Clients> half = List.copyOf(instances.subList(0, INSTANCES / 2));
        ended.addAll(half);
        instances.removeAll(half);
        connected.removeAll(half);
        assertThat(connected).hasSizeLessThan(LIMIT);

        come(world, Duration.ofSeconds(40));
        assertThat(connected).hasSizeBetween(LIMIT, LIMIT + LIMIT / 2 + SECONDS * A_SECOND);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("postern.instances.seeds", 1));
    }

    private SimulatedInstances begin(long seed) {
        SimulatedInstances world = new SimulatedInstances(INSTANCES, seed);
        begun = world;
        ConnectionLimits limits = new ConnectionLimits(1_000_000, LIMIT, 1_000_000, 24, 64, 0);
        for (int i = 0; i < INSTANCES; i++) {
            CommonCounts counts = new CommonCounts(Optional.of(world.memory(i)), world.time());
            ConnectionCounter connections = new ConnectionCounter(() -> limits, counts.ofConnections(), world.time());
            Clients clients = new Clients(
                    connections, new RatePerMinute(() -> LIMIT, limits::peer, counts.ofMessages(), world.time()));
            instances.add(clients);
            world.everySecond(() -> {
                if (!ended.contains(clients)) {
                    counts.exchange(connections, LIMIT);
                }
            });
        }
        return world;
    }

    /** To any of them, and stays. */
    private void come(SimulatedInstances world, Duration during) {
        often(world, during, this::connect);
    }

    private void connect(Clients instance) {
        if (instance.connect(PEER).isEmpty()) {
            connected.add(instance);
        }
    }

    private void send(SimulatedInstances world, Duration during) {
        often(world, during, instance -> sent += instance.send(PEER) ? 1 : 0);
    }

    private void often(SimulatedInstances world, Duration during, Consumer<Clients> what) {
        for (int i = 0; i < during.toSeconds() * A_SECOND; i++) {
            Clients instance = instances.get(world.random().nextInt(instances.size()));
            world.after(
                    Duration.ofMillis(world.random().nextInt((int) during.toMillis())), () -> what.accept(instance));
        }
        world.pass(during);
    }
}
