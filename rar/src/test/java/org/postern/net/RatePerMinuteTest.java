package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatePerMinuteTest {
    private static final int LIMIT = 3;

    private final ManualClock clock = new ManualClock();
    private final RatePerMinute rate =
            new RatePerMinute(() -> LIMIT, new ConnectionLimits(1, 1, 1, 24, 64, 0)::peer, clock);

    /** How often it may. */
    private int times(InetAddress peer) {
        int times = 0;
        while (times < 1_000 && !rate.exceededBy(peer)) {
            times++;
        }
        return times;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, RatePerMinute.PEERS - 1, RatePerMinute.PEERS, RatePerMinute.PEERS + 1, 150_000})
    void aNewcomerIsLimitedHoweverManyThereAre(int others) {
        for (int i = 0; i < others; i++) {
            assertThat(rate.exceededBy(ipv4(i))).isFalse();
        }

        assertThat(times(ipv4(others + 1))).isEqualTo(LIMIT);
    }

    /** Helpers with other addresses make nobody forgotten who goes on. */
    @Test
    void whoGoesOnStaysLimited() {
        InetAddress offender = Ip.of("2001:db8::1");
        assertThat(times(offender)).isEqualTo(LIMIT);
        for (int i = 0; i < 3 * RatePerMinute.PEERS; i++) {
            rate.exceededBy(ipv4(i));
            if (i % 1_000 == 0) {
                assertThat(rate.exceededBy(offender)).isTrue();
            }
        }
    }

    @Test
    void aNetworkOfIpv6IsOnePeer() {
        for (int i = 1; i <= LIMIT; i++) {
            assertThat(rate.exceededBy(Ip.of("2001:db8::" + i))).isFalse();
        }

        assertThat(rate.exceededBy(Ip.of("2001:db8::ffff:1"))).isTrue();
        assertThat(rate.exceededBy(Ip.of("2001:db8:0:1::1"))).isFalse();
    }

    /** Wherever in a minute of the clock it began, and whatever somebody does to the clock on the wall. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 29, 30, 59})
    void aMinuteBeginsWithTheFirst(int second) {
        InetAddress peer = ipv4(1);
        clock.pass(Duration.ofSeconds(second));
        assertThat(times(peer)).isEqualTo(LIMIT);

        clock.pass(Duration.ofMinutes(1).minusMillis(1));
        assertThat(rate.exceededBy(peer)).isTrue();
        clock.jump(Duration.ofHours(2));
        assertThat(rate.exceededBy(peer)).isTrue();
        clock.jump(Duration.ofHours(-4));

        clock.pass(Duration.ofMillis(1));
        assertThat(times(peer)).isEqualTo(LIMIT);
    }

    @Test
    void withoutALimitNobodyIsCounted() {
        RatePerMinute without = new RatePerMinute(() -> 0, ip -> IpNetwork.around(ip, 32), clock);
        for (int i = 0; i < 1_000; i++) {
            assertThat(without.exceededBy(ipv4(1))).isFalse();
        }
    }

    private static InetAddress ipv4(int number) {
        try {
            return InetAddress.getByAddress(
                    ByteBuffer.allocate(4).putInt(0x0a000000 + number).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
