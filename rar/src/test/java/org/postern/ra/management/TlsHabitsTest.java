package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.ra.Connections;

class TlsHabitsTest {
    private static final String PEER = "198.51.100.1";

    private final TlsHabits habits = new TlsHabits();

    @ParameterizedTest
    @CsvSource({"0, false", "4, false", "5, true", "1000, true"})
    void plaintextIsUnusualAfterFiveConnectionsWithTls(int before, boolean unusual) {
        mails(before, true);

        assertThat(mail(false)).isEqualTo(unusual);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false"})
    void oneInTenMayBeInPlaintextBefore(int plaintext, boolean unusual) {
        mails(plaintext, false);
        mails(10, true);

        assertThat(mail(false)).isEqualTo(unusual);
    }

    @Test
    void tlsIsNeverUnusual() {
        mails(20, false);

        assertThat(mail(true)).isFalse();
        mails(20, true);
        assertThat(mail(true)).isFalse();
    }

    @Test
    void aNewHabitIsAcceptedAfterAFewConnections() {
        mails(1_000, true);

        int unusual = 0;
        while (mail(false)) {
            unusual++;
        }
        assertThat(unusual).isBetween(3, 10);
        mails(10, false);
        assertThat(mail(false)).isFalse();
    }

    @Test
    void whatIsLongAgoCountsLess() {
        mails(1_000, false);
        mails(200, true);

        assertThat(mail(false)).isTrue();
    }

    @Test
    void eachPeerAndEachAddressHasAHabitOfItsOwn() {
        mails(10, true);

        assertThat(habits.mail(Connections.from("198.51.100.2"), false)).isFalse();
        assertThat(habits.mail(Connections.between(PEER, Connections.local("192.0.2.1", 587)), false))
                .isFalse();
        assertThat(mail(false)).isTrue();
    }

    @Test
    void whoWasNotSeenForLongIsForgottenWhenThereAreTooMany() {
        mails(10, true);
        for (int i = 0; i < TlsHabits.CAPACITY; i++) {
            habits.mail(Connections.from("10.1." + i / 256 + "." + i % 256), true);
        }

        assertThat(mail(false)).isFalse();
    }

    private void mails(int times, boolean withTls) {
        for (int i = 0; i < times; i++) {
            mail(withTls);
        }
    }

    private boolean mail(boolean withTls) {
        return habits.mail(Connections.from(PEER), withTls);
    }
}
