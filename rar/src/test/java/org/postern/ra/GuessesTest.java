package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postern.net.Ip;
import org.postern.net.ManualClock;

class GuessesTest {
    private static final InetAddress HOME = Ip.of("192.0.2.1");
    private static final InetAddress ELSEWHERE = Ip.of("198.51.100.1");
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final ManualClock clock = new ManualClock();
    private final Guesses guesses = new Guesses(3, WINDOW, clock);

    private void fail(String user, InetAddress peer, int times) {
        for (int i = 0; i < times; i++) {
            guesses.failed(user, peer);
        }
    }

    @Test
    void aPeerThatGuessesIsNotHeardWithAnyName() {
        fail("anna", ELSEWHERE, 1);
        fail("bob", ELSEWHERE, 1);
        assertThat(guesses.areTooMany("carol", ELSEWHERE)).isFalse();

        fail("dave", ELSEWHERE, 1);
        assertThat(guesses.areTooMany("carol", ELSEWHERE)).isTrue();
        assertThat(guesses.areTooMany("carol", HOME)).isFalse();
    }

    @Test
    void aNameThatIsGuessedFromEverywhereIsNotHeardFromAnywhereNew() {
        for (int i = 1; i <= 3; i++) {
            assertThat(guesses.failed("anna", Ip.of("198.51.100." + i))).isEqualTo(i == 3);
        }

        assertThat(guesses.areTooMany("anna", HOME)).isTrue();
        assertThat(guesses.areTooMany("bob", HOME)).isFalse();
    }

    @Test
    void strangersCannotLockOutAUserWhereHeIsKnown() {
        guesses.succeeded("anna", HOME);
        for (int i = 1; i <= 9; i++) {
            fail("anna", Ip.of("198.51.100." + i), 1);
        }

        assertThat(guesses.areTooMany("anna", HOME)).isFalse();
        fail("anna", HOME, 3);
        assertThat(guesses.areTooMany("anna", HOME)).isTrue();
    }

    @Test
    void aNameIsKnownByItsBeginning() {
        String endless = "a".repeat(10_000);
        for (int i = 1; i <= 3; i++) {
            fail(endless + i, Ip.of("198.51.100." + i), 1);
        }

        assertThat(guesses.areTooMany(endless, HOME)).isTrue();
    }

    @Test
    void aRightGuessDoesNotForgiveTheWrongOnes() {
        fail("anna", ELSEWHERE, 2);
        guesses.succeeded("mallory", ELSEWHERE);
        fail("anna", ELSEWHERE, 1);

        assertThat(guesses.areTooMany("mallory", ELSEWHERE)).isTrue();
    }

    @Test
    void isForgottenAfterAWhile() {
        fail("anna", ELSEWHERE, 3);
        clock.pass(WINDOW.minusMillis(1));
        assertThat(guesses.areTooMany("anna", ELSEWHERE)).isTrue();

        clock.pass(Duration.ofMillis(1));
        assertThat(guesses.areTooMany("anna", ELSEWHERE)).isFalse();
        fail("anna", ELSEWHERE, 1);
        assertThat(guesses.areTooMany("anna", ELSEWHERE)).isFalse();
    }

    @Test
    void whoHasANetworkOfIpv6HasOneTry() {
        fail("anna", Ip.of("2001:db8::1"), 1);
        fail("bob", Ip.of("2001:db8::2"), 1);
        fail("carol", Ip.of("2001:db8::3"), 1);

        assertThat(guesses.areTooMany("dave", Ip.of("2001:db8::ffff"))).isTrue();
        assertThat(guesses.areTooMany("dave", Ip.of("2001:db8:0:1::1"))).isFalse();
    }
}
