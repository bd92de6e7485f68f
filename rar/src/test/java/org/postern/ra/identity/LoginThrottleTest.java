package org.postern.ra.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ConnectionLimits;
import org.postern.net.Ip;
import org.postern.net.ManualClock;
import org.postern.ra.identity.LoginThrottle.Guess;
import org.postern.ra.identity.LoginThrottle.Turn;

class LoginThrottleTest {
    private static final InetAddress HOME = Ip.of("192.0.2.1");
    private static final InetAddress ELSEWHERE = Ip.of("198.51.100.1");
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final ManualClock clock = new ManualClock();
    private final LoginThrottle throttle = guesses(3);

    private LoginThrottle guesses(int limit) {
        return new LoginThrottle(() -> limit, () -> WINDOW, new ConnectionLimits(1, 1, 1, 24, 64, 0)::peer, clock);
    }

    /** Until nobody listens any more. */
    private void fail(String user, InetAddress peer, int times) {
        for (int i = 0; i < times; i++) {
            Guess guess = throttle.guess(user, peer);
            if (throttle.begin(guess) == Turn.NOW) {
                throttle.end(guess, Optional.of(false));
            }
        }
    }

    private void succeed(String user, InetAddress peer) {
        Guess guess = throttle.guess(user, peer);
        assertThat(throttle.begin(guess)).isEqualTo(Turn.NOW);
        throttle.end(guess, Optional.of(true));
    }

    private boolean areTooMany(String user, InetAddress peer) {
        Guess guess = throttle.guess(user, peer);
        Turn turn = throttle.begin(guess);
        if (turn == Turn.NOW) {
            throttle.end(guess, Optional.empty());
        }
        return turn == Turn.NEVER;
    }

    @Test
    void aPeerThatGuessesIsNotHeardWithAnyName() {
        fail("anna", ELSEWHERE, 1);
        fail("bob", ELSEWHERE, 1);
        assertThat(areTooMany("carol", ELSEWHERE)).isFalse();

        fail("dave", ELSEWHERE, 1);
        assertThat(areTooMany("carol", ELSEWHERE)).isTrue();
        assertThat(areTooMany("carol", HOME)).isFalse();
    }

    @Test
    void aNameThatIsGuessedFromEverywhereIsNotHeardFromAnywhereNew() {
        for (int i = 1; i <= 3; i++) {
            Guess guess = throttle.guess("anna", Ip.of("198.51.100." + i));
            assertThat(throttle.begin(guess)).isEqualTo(Turn.NOW);
            assertThat(throttle.end(guess, Optional.of(false))).isEqualTo(i == 3);
        }

        assertThat(areTooMany("anna", HOME)).isTrue();
        assertThat(areTooMany("bob", HOME)).isFalse();
    }

    @Test
    void strangersCannotLockOutAUserWhereHeIsKnown() {
        succeed("anna", HOME);
        for (int i = 1; i <= 9; i++) {
            fail("anna", Ip.of("198.51.100." + i), 1);
        }

        assertThat(areTooMany("anna", HOME)).isFalse();
        fail("anna", HOME, 3);
        assertThat(areTooMany("anna", HOME)).isTrue();
    }

    @Test
    void aNameIsKnownByItsBeginning() {
        String endless = "a".repeat(10_000);
        for (int i = 1; i <= 3; i++) {
            fail(endless + i, Ip.of("198.51.100." + i), 1);
        }

        assertThat(areTooMany(endless, HOME)).isTrue();
    }

    @Test
    void aRightGuessDoesNotForgiveTheWrongOnes() {
        fail("anna", ELSEWHERE, 2);
        succeed("mallory", ELSEWHERE);
        fail("anna", ELSEWHERE, 1);

        assertThat(areTooMany("mallory", ELSEWHERE)).isTrue();
    }

    @Test
    void isForgottenAfterAWhile() {
        fail("anna", ELSEWHERE, 3);
        clock.pass(WINDOW.minusMillis(1));
        assertThat(areTooMany("anna", ELSEWHERE)).isTrue();

        clock.pass(Duration.ofMillis(1));
        assertThat(areTooMany("anna", ELSEWHERE)).isFalse();
        fail("anna", ELSEWHERE, 1);
        assertThat(areTooMany("anna", ELSEWHERE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 100})
    void asManyAreUnderWayAsMayBeWrong(int limit) {
        LoginThrottle some = guesses(limit);
        Guess guess = some.guess("anna", ELSEWHERE);
        for (int failed = 0; failed < limit; failed++) {
            for (int i = failed; i < limit; i++) {
                assertThat(some.begin(guess)).isEqualTo(Turn.NOW);
            }
            assertThat(some.begin(guess)).isEqualTo(Turn.LATER);
            assertThat(some.begin(some.guess("bob", ELSEWHERE))).isEqualTo(Turn.LATER);
            assertThat(some.begin(some.guess("anna", HOME))).isEqualTo(Turn.LATER);
            some.end(guess, Optional.of(false));
            for (int i = failed + 1; i < limit; i++) {
                some.end(guess, Optional.empty());
            }
        }
        assertThat(some.begin(guess)).isEqualTo(Turn.NEVER);
        assertThat(some.begin(some.guess("bob", ELSEWHERE))).isEqualTo(Turn.NEVER);
        assertThat(some.begin(some.guess("bob", HOME))).isEqualTo(Turn.NOW);
    }

    /** The realm takes all of them for one name. */
    @Test
    void aNameIsTheSameInEachSpelling() {
        List<String> spellings = List.of("anna", "ANNA", "aNNa ", " anna", "\u00e4nna", "a\u0308nna", "an\u200bna");
        for (int i = 0; i < spellings.size(); i++) {
            fail(spellings.get(i), Ip.of("198.51.100." + i), 1);
        }

        assertThat(areTooMany("Anna", HOME)).isTrue();
        assertThat(areTooMany("annb", HOME)).isFalse();
    }

    @Test
    void aUserIsKnownInEachSpelling() {
        succeed("Anna@Example.com", HOME);
        for (int i = 1; i <= 9; i++) {
            fail("anna@example.com.", Ip.of("198.51.100." + i), 1);
        }

        assertThat(areTooMany("ANNA@example.com", HOME)).isFalse();
        assertThat(areTooMany("ANNA@example.com", ELSEWHERE)).isTrue();
    }

    @Test
    void whoHasANetworkOfIpv6HasOneTry() {
        fail("anna", Ip.of("2001:db8::1"), 1);
        fail("bob", Ip.of("2001:db8::2"), 1);
        fail("carol", Ip.of("2001:db8::3"), 1);

        assertThat(areTooMany("dave", Ip.of("2001:db8::ffff"))).isTrue();
        assertThat(areTooMany("dave", Ip.of("2001:db8:0:1::1"))).isFalse();
    }
}
