package org.postern.ra.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.net.ConnectionLimits;
import org.postern.net.Ip;
import org.postern.ra.LogLines;
import org.postern.ra.identity.GuessTickets.Ticket;
import org.postern.ra.identity.LoginThrottle.Guess;
import org.postern.ra.identity.LoginThrottle.Turn;
import org.postern.ra.shared.CommonMemory;
import org.postern.ra.shared.SimulatedInstances;
import org.postern.ra.shared.SimulatedInstances.Weather;

/** A hundred instances with the adapter's own rules, those who guess at all of them, and a store that is not always there. */
@Timeout(60)
class ManyInstancesTest {
    private static final int INSTANCES = 100;
    private static final int LIMIT = 10;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int OFTEN = 8;

    private final Map<String, Integer> looked = new HashMap<>();
    private final LogLines log = new LogLines();
    private long longestWait;
    private @Nullable SimulatedInstances begun;

    @AfterEach
    void close() {
        log.close();
        Objects.requireNonNull(begun).close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aGuesserHasAsManyGuessesAtAllAsAtOne(long seed) {
        SimulatedInstances world = begin(seed);
        world.pass(Duration.ofSeconds(2));
        guessEverywhere(world, Duration.ofMinutes(9));

        assertThat(looked).containsEntry("anna", LIMIT);
        assertNoWaitIsLongerThanTheDeadline();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void inASplitStoreItHasAsManyInEachPart(long seed) {
        SimulatedInstances world = begin(seed);
        world.pass(Duration.ofSeconds(2));
        int parts = 2 + world.random().nextInt(3);
        world.split(parts);
        world.after(Duration.ofMinutes(4), world::join);
        guessEverywhere(world, Duration.ofMinutes(9));

        assertThat(looked.get("anna")).isBetween(LIMIT, LIMIT * parts);
        assertNoWaitIsLongerThanTheDeadline();
    }

    /** As before there was a store. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whileTheStoreIsGoneEachInstanceHasItsOwnLimit(long seed) {
        SimulatedInstances world = begin(seed);
        world.pass(Duration.ofSeconds(2));
        world.become(Weather.HANGING);
        guessEverywhere(world, Duration.ofMinutes(4));

        assertThat(looked.get("anna")).isBetween(LIMIT, LIMIT * INSTANCES);
        assertNoWaitIsLongerThanTheDeadline();
        world.become(Weather.FINE);
        world.pass(Duration.ofMinutes(1));
        assertAllReach(world);
        int before = looked.get("anna");
        guessEverywhere(world, Duration.ofMinutes(4));
        assertThat(looked.get("anna") - before).as("they still know").isLessThanOrEqualTo(LIMIT);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void inRoughWeatherNoWaitIsLongerAndAllComesBack(long seed) {
        SimulatedInstances world = begin(seed);
        world.pass(Duration.ofSeconds(2));
        world.become(Weather.ROUGH);
        guessEverywhere(world, Duration.ofMinutes(9));

        assertThat(looked.get("anna")).isBetween(1, LIMIT * INSTANCES);
        assertNoWaitIsLongerThanTheDeadline();
        world.become(Weather.FINE);
        world.pass(Duration.ofSeconds(20));
        assertAllReach(world);
    }

    /** Those who come at once wait for each other, and for threads. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aBurstAtASlowStoreIsNoReasonToLeaveIt(long seed) {
        SimulatedInstances world = begin(seed);
        world.become(Weather.SLOW);
        world.pass(Duration.ofSeconds(2));
        assertAllReach(world);
        guessEverywhere(world, Duration.ofMinutes(9));

        assertThat(log.lines("POSTERN-1082")).isEmpty();
        assertAllReach(world);
        assertNoWaitIsLongerThanTheDeadline();
        assertThat(looked.get("anna"))
                .as("one at each instance in the burst, and then none")
                .isBetween(LIMIT, LIMIT + INSTANCES);
    }

    /** What it has taken is given back, whatever became of the store meanwhile. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aUserIsHeardHoweverOftenTheStoreGoesAway(long seed) {
        SimulatedInstances world = begin(seed);
        List<Instance> instances = instances(world);
        world.pass(Duration.ofSeconds(2));
        for (int i = 0; i < 10; i++) {
            logInEverywhere(world, instances, Duration.ofSeconds(20));
            world.become(Weather.HANGING);
            logInEverywhere(world, instances, Duration.ofSeconds(5));
            world.become(Weather.FINE);
            world.pass(Duration.ofSeconds(15));
        }
        assertAllReach(world);
        looked.clear();

        assertThat(logInEverywhere(world, instances, Duration.ofSeconds(20))).isEqualTo(looked.get("berta"));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("postern.instances.seeds", 1));
    }

    private SimulatedInstances begin(long seed) {
        begun = new SimulatedInstances(INSTANCES, seed);
        return begun;
    }

    private static void assertAllReach(SimulatedInstances world) {
        assertThat(IntStream.range(0, INSTANCES).mapToObj(world::memory)).allMatch(CommonMemory::isReached);
    }

    private void assertNoWaitIsLongerThanTheDeadline() {
        assertThat(longestWait).isLessThanOrEqualTo(CommonMemory.DEADLINE.toMillis());
    }

    /** With one name, from everywhere, at all instances at once and again and again. */
    private void guessEverywhere(SimulatedInstances world, Duration during) {
        List<Instance> instances = instances(world);
        for (int round = 0; round < OFTEN; round++) {
            for (Instance instance : instances) {
                world.after(
                        Duration.ofMillis(world.random().nextInt(round == 0 ? 5 : (int) during.toMillis())),
                        () -> instance.guess("anna"));
            }
        }
        world.pass(during);
    }

    /** By one user from one address, some times a second; tells how often. */
    private static int logInEverywhere(SimulatedInstances world, List<Instance> instances, Duration during) {
        int times = (int) during.toSeconds() * 5;
        for (int i = 0; i < times; i++) {
            Instance instance = instances.get(world.random().nextInt(INSTANCES));
            world.after(
                    Duration.ofMillis(world.random().nextInt((int) during.toMillis())),
                    () -> instance.logIn("berta", Ip.of("192.0.2.1")));
        }
        world.pass(during.plusSeconds(1));
        return times;
    }

    private List<Instance> instances(SimulatedInstances world) {
        return IntStream.range(0, INSTANCES)
                .mapToObj(number -> new Instance(world, number))
                .toList();
    }

    private final class Instance {
        private final SimulatedInstances world;
        private final LoginThrottle throttle;
        private final CommonGuesses common;

        Instance(SimulatedInstances world, int number) {
            this.world = world;
            IntSupplier most = () -> LIMIT;
            Supplier<Duration> window = () -> WINDOW;
            throttle = new LoginThrottle(most, window, new ConnectionLimits(1, 1, 1, 24, 64, 0)::peer, world.time());
            common = new CommonGuesses(Optional.of(world.memory(number)), most, window, world.time());
        }

        void guess(String user) {
            logIn(
                    user,
                    Ip.of("198.51." + world.random().nextInt(250) + "."
                            + world.random().nextInt(250)),
                    false);
        }

        void logIn(String user, InetAddress ip) {
            logIn(user, ip, true);
        }

        private void logIn(String user, InetAddress ip, boolean isRight) {
            Guess guess = throttle.guess(user, ip);
            if (throttle.begin(guess) != Turn.NOW) {
                return;
            }
            long asked = world.time().millis();
            CompletableFuture<Ticket> ticket = common.begin(guess, throttle.isKnown(guess));
            ticket.thenAccept(got -> {
                longestWait = Math.max(longestWait, world.time().millis() - asked);
                if (got.turn() == Turn.NOW) {
                    looked.merge(user, 1, Integer::sum);
                    world.after(Duration.ofMillis(50 + world.random().nextInt(450)), () -> {
                        throttle.end(guess, Optional.of(isRight));
                        common.end(got, Optional.of(isRight));
                    });
                } else {
                    throttle.end(guess, Optional.empty());
                }
            });
        }
    }
}
