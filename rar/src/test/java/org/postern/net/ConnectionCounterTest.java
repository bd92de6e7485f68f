package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionCounterTest {
    private static final InetAddress PEER = ip(1);
    private static final InetAddress OTHER = ip(2);

    @Test
    void theLimitsAreThemselvesAllowed() {
        ConnectionCounter counter = new ConnectionCounter(3, 2);

        assertThat(counter.add(PEER)).isEmpty();
        assertThat(counter.add(PEER)).isEmpty();
        assertThat(counter.add(OTHER)).isEmpty();
    }

    @Test
    void theLimitThatIsExceededIsNamed() {
        ConnectionCounter counter = new ConnectionCounter(3, 2);
        counter.add(PEER);
        counter.add(PEER);

        assertThat(counter.add(PEER)).contains(ConnectionCounter.Limit.OF_PEER);
        assertThat(counter.add(OTHER)).contains(ConnectionCounter.Limit.IN_ALL);
    }

    @Test
    void whatIsCountedOutLeavesItsPlace() {
        ConnectionCounter counter = new ConnectionCounter(1, 1);
        for (int i = 0; i < 3; i++) {
            assertThat(counter.add(PEER)).isEmpty();
            counter.remove(PEER);
        }
        assertThat(counter.add(OTHER)).isEmpty();
    }

    @Test
    void concurrentConnectionsAreAllCounted() {
        ConnectionCounter counter = new ConnectionCounter(1, 1);
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
}
