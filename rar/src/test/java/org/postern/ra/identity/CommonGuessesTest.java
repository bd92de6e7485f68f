package org.postern.ra.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postern.ip.IpLiteral;
import org.postern.net.IpNetwork;
import org.postern.net.ManualClock;
import org.postern.ra.identity.GuessTickets.Ticket;
import org.postern.ra.identity.LoginThrottle.Guess;
import org.postern.ra.identity.LoginThrottle.Turn;
import org.postern.ra.shared.InstantMemories;

/** Guesses at two instances that share a store. */
class CommonGuessesTest {
    private static final int LIMIT = 3;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Guess FROM_HOME = guessFrom("192.0.2.1");

    private final ManualClock time = new ManualClock();
    private final InstantMemories memories = new InstantMemories(2, time);
    private final List<CommonGuesses> instances =
            Stream.of(0, 1).map(this::guesses).toList();

    private CommonGuesses guesses(int instance) {
        return new CommonGuesses(Optional.of(memories.of(instance)), () -> LIMIT, () -> Duration.ofMinutes(10), time);
    }

    private static Guess guessFrom(String ip) {
        return new Guess(new IpNetwork(IpLiteral.parse(ip).orElseThrow(), 32), "ann");
    }

    /** Strangers guess at the second instance, until none of theirs is heard. */
    private Turn turnFromHomeWhileStrangersGuess() {
        for (int i = 1; i <= LIMIT; i++) {
            end(instances.get(1), guessFrom("198.51.100." + i), false);
        }
        assertThat(begin(instances.get(1), guessFrom("198.51.100.9"), false).turn())
                .isEqualTo(Turn.NEVER);
        return begin(instances.get(1), FROM_HOME, false).turn();
    }

    private static Ticket begin(CommonGuesses instance, Guess guess, boolean isKnown) {
        return instance.begin(guess, isKnown).join();
    }

    private static void end(CommonGuesses instance, Guess guess, boolean right) {
        instance.end(begin(instance, guess, false), Optional.of(right)).join();
    }

    @Test
    void aUserIsHeardFromWhereHeHasComeInElsewhereSevenDaysAgo() {
        end(instances.get(0), FROM_HOME, true);
        time.pass(DAY.multipliedBy(7));

        assertThat(turnFromHomeWhileStrangersGuess()).isEqualTo(Turn.NOW);
    }

    /** At the instance that knows him already. */
    @Test
    void aUserWhoComesInEveryDayStaysKnownElsewhere() {
        end(instances.get(0), FROM_HOME, true);
        for (int day = 0; day < 30; day++) {
            time.pass(DAY);
            Ticket ticket = begin(instances.get(0), FROM_HOME, true);
            instances.get(0).end(ticket, Optional.of(true)).join();
        }

        assertThat(turnFromHomeWhileStrangersGuess()).isEqualTo(Turn.NOW);
    }

    @Test
    void aUserWhoHasNotComeInForTwoWeeksIsNotKnownElsewhere() {
        end(instances.get(0), FROM_HOME, true);
        time.pass(DAY.multipliedBy(14));

        assertThat(turnFromHomeWhileStrangersGuess()).isNotEqualTo(Turn.NOW);
    }

    /** What the store has counted too late was counted by the instance itself already. */
    @Test
    void aStoreThatIsLateAgainAndAgainLocksOutNobodyWhoIsRight() {
        for (int i = 0; i < 2 * LIMIT; i++) {
            memories.beLateOnce();
            end(instances.get(0), FROM_HOME, true);
            backAgain();
        }

        assertThat(memories.of(0).isReached()).isTrue();
        assertThat(begin(instances.get(0), FROM_HOME, true).turn()).isEqualTo(Turn.NOW);
    }

    /** What it has counted is to be taken back when it can be. */
    @Test
    void aStoreThatIsGoneWhenAGuessEndsLocksOutNobodyWhoIsRight() {
        for (int i = 0; i < 2 * LIMIT; i++) {
            Ticket ticket = begin(instances.get(0), FROM_HOME, false);
            memories.fail();
            instances.get(0).end(ticket, Optional.of(true)).join();
            backAgain();
        }

        assertThat(begin(instances.get(0), FROM_HOME, false).turn()).isEqualTo(Turn.NOW);
        assertThat(begin(instances.get(1), FROM_HOME, false).turn()).isEqualTo(Turn.NOW);
    }

    private void backAgain() {
        time.pass(Duration.ofSeconds(6));
        memories.heal();
    }
}
