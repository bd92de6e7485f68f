package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionCounterTest {
    private static final InetAddress PEER = ip(1);
    private static final InetAddress OTHER = ip(2);

    @Test
    void theLimitsAreThemselvesAllowed() {
        ConnectionCounter counter =
                new ConnectionCounter(() -> new ConnectionLimits(3, 2, 1_000, 24, 64, 0), new SystemTime());

        assertThat(counter.add(PEER)).isEmpty();
        assertThat(counter.add(PEER)).isEmpty();
        assertThat(counter.add(OTHER)).isEmpty();
    }

    @Test
    void theLimitThatIsExceededIsNamed() {
        ConnectionCounter counter =
                new ConnectionCounter(() -> new ConnectionLimits(3, 2, 1_000, 24, 64, 0), new SystemTime());
        counter.add(PEER);
        counter.add(PEER);

        assertThat(counter.add(PEER)).contains(ConnectionCounter.Limit.OF_PEER);
        assertThat(counter.add(OTHER)).contains(ConnectionCounter.Limit.IN_ALL);
    }

    @Test
    void theNeighboursInANetworkAreCountedTogether() {
        ConnectionCounter counter =
                new ConnectionCounter(() -> new ConnectionLimits(10, 10, 2, 24, 64, 0), new SystemTime());
        counter.add(Ip.of("192.0.2.1"));
        counter.add(Ip.of("192.0.2.2"));
        counter.add(Ip.of("2001:db8::1"));
        counter.add(Ip.of("2001:db8::ffff:2"));

        assertThat(counter.add(Ip.of("192.0.2.3"))).contains(ConnectionCounter.Limit.OF_NETWORK);
        assertThat(counter.add(Ip.of("192.0.3.3"))).isEmpty();
        assertThat(counter.add(Ip.of("2001:db8::3"))).contains(ConnectionCounter.Limit.OF_NETWORK);
        assertThat(counter.add(Ip.of("2001:db8:0:1::3"))).isEmpty();
        counter.remove(Ip.of("192.0.2.3"));
        counter.remove(Ip.of("192.0.2.1"));
        assertThat(counter.add(Ip.of("192.0.2.3"))).isEmpty();
    }

    /** Whoever has one address of an IPv6 network has all of them. */
    @ParameterizedTest
    @ValueSource(ints = {32, 48, 56, 64, 96, 128})
    void aPeerOfIpv6IsANetwork(int prefix) {
        ConnectionCounter counter =
                new ConnectionCounter(() -> new ConnectionLimits(10_000, 3, 10_000, 24, prefix, 0), new SystemTime());
        Set<InetAddress> served = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            InetAddress address = inNetwork(prefix, 7, i);
            if (counter.add(address).isEmpty()) {
                served.add(address);
            }
        }

        assertThat(served).hasSize(prefix == 128 ? 100 : 3);
        assertThat(counter.add(inNetwork(prefix, 8, 0))).isEmpty();
        served.forEach(counter::remove);
        assertThat(counter.add(inNetwork(prefix, 7, 99)))
                .isEqualTo(prefix == 128 ? Optional.empty() : Optional.of(ConnectionCounter.Limit.OF_PEER));
    }

    @Test
    void aPeerThatComesTooOftenIsRefusedUntilTheNextMinute() {
        ManualClock clock = new ManualClock();
        ConnectionCounter counter = new ConnectionCounter(() -> new ConnectionLimits(10, 10, 10, 24, 64, 2), clock);
        for (int i = 0; i < 2; i++) {
            assertThat(counter.add(PEER)).isEmpty();
            counter.remove(PEER);
        }

        assertThat(counter.add(PEER)).contains(ConnectionCounter.Limit.RATE_OF_PEER);
        assertThat(counter.add(OTHER)).isEmpty();
        clock.pass(Duration.ofMinutes(1));
        assertThat(counter.add(PEER)).isEmpty();
    }

    @Test
    void whatIsCountedOutLeavesItsPlace() {
        ConnectionCounter counter =
                new ConnectionCounter(() -> new ConnectionLimits(1, 1, 1_000, 24, 64, 0), new SystemTime());
        for (int i = 0; i < 3; i++) {
            assertThat(counter.add(PEER)).isEmpty();
            counter.remove(PEER);
        }
        assertThat(counter.add(OTHER)).isEmpty();
    }

    @Test
    void concurrentConnectionsAreAllCounted() {
        ConnectionCounter counter =
                new ConnectionCounter(() -> new ConnectionLimits(1, 1, 1_000, 24, 64, 0), new SystemTime());
        IntStream.range(0, 10_000).parallel().forEach(i -> {
            counter.add(ip(i % 3));
            counter.remove(ip(i % 3));
        });

        assertThat(counter.add(PEER)).isEmpty();
        assertThat(counter.add(PEER)).isPresent();
    }

    private static InetAddress ip(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An address whose network ends in a number, and itself in another; with no room for both, the sum of them. */
    private static InetAddress inNetwork(int prefix, int network, int host) {
        byte[] octets = new byte[16];
        octets[0] = 0x20;
        octets[prefix / 8 - 1] = (byte) network;
        octets[15] += (byte) host;
        try {
            return InetAddress.getByAddress(octets);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
