package org.postern.ra.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postern.net.ManualClock;
import org.postern.tls.TicketSecret;

class CommonSecretsTest {
    private static final Duration LIFETIME = Duration.ofHours(2);
    private static final int INSTANCES = 5;

    private final ManualClock clock = new ManualClock();
    private final InstantMemories memories = new InstantMemories(INSTANCES, clock);
    private final List<CommonSecrets> instances = IntStream.range(0, INSTANCES)
            .mapToObj(any -> new CommonSecrets(clock))
            .toList();

    @Test
    void allInstancesHaveTheSameOneAndNothingIsAskedForBeforeOneIsWanted() {
        look();
        assertThat(memories.calls())
                .as("each looked whether the store is there, and can be written")
                .isEqualTo(2 * INSTANCES);
        assertThat(secrets()).containsOnly(Optional.empty());

        look();

        assertThat(secrets()).doesNotContain(Optional.empty()).hasSize(1);
    }

    /** Handshakes do not wait, and the clients of all instances have the next one in the same moment. */
    @Test
    void theNextOneIsKnownBeforeItsTimeAndLikeNoneBefore() {
        secrets();
        look();
        Set<String> seen = new HashSet<>();

        for (int time = 0; time < 20; time++) {
            Set<Optional<TicketSecret>> now = secrets();
            assertThat(now).as("time %d", time).doesNotContain(Optional.empty()).hasSize(1);
            assertThat(seen.add(now.iterator().next().orElseThrow().text())).isTrue();
            clock.pass(LIFETIME.minus(CommonSecrets.AHEAD));
            look();
            assertThat(secrets()).as("still the same").isEqualTo(now);
            clock.pass(CommonSecrets.AHEAD);
        }
    }

    @Test
    void whatIsKnownIsNotAskedForAgain() {
        secrets();
        look();
        int calls = memories.calls();

        look();
        clock.pass(LIFETIME.minus(CommonSecrets.AHEAD).minusMillis(1));
        look();

        assertThat(memories.calls()).isEqualTo(calls);
    }

    @Test
    void aSecretIsOverWithItsTimeWhetherThereIsAnotherOneOrNot() {
        secrets();
        look();
        memories.fail();

        clock.pass(LIFETIME);

        assertThat(secrets()).containsOnly(Optional.empty());
    }

    @Test
    void sessionsThatLastAnotherTimeHaveSecretsOfTheirOwn() {
        CommonSecrets one = instances.get(0);
        one.now(LIFETIME);
        one.now(Duration.ofMinutes(1));
        look();

        assertThat(one.now(LIFETIME)).isPresent().isNotEqualTo(one.now(Duration.ofMinutes(1)));
    }

    /** The number of the time is the same for both of nearly a day. */
    @Test
    void alsoThoseThatLastNearlyAsLong() {
        Duration day = Duration.ofDays(1);
        Duration nearly = day.minusSeconds(1);
        clock.jump(Duration.between(
                clock.now(), Instant.EPOCH.plus(day.multipliedBy(20_000).plusHours(12))));
        CommonSecrets one = instances.get(0);
        one.now(day);
        one.now(nearly);
        look();

        TicketSecret ofDay = one.now(day).orElseThrow();
        TicketSecret ofNearly = one.now(nearly).orElseThrow();
        assertThat(ofDay.text()).isNotEqualTo(ofNearly.text());
    }

    /** Texts of the store have a limit, and these are hard to guess. */
    @Test
    void aSecretHas256Bits() {
        secrets();
        look();

        assertThat(instances.get(0).now(LIFETIME).orElseThrow().text()).matches("[A-Za-z0-9_-]{43}");
    }

    private void look() {
        IntStream.range(0, INSTANCES)
                .forEach(instance -> instances.get(instance).look(memories.of(instance)));
    }

    private Set<Optional<TicketSecret>> secrets() {
        Set<Optional<TicketSecret>> all = new HashSet<>();
        instances.forEach(one -> all.add(one.now(LIFETIME)));
        return all;
    }
}
