package org.postern.console.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is read of a peer, at most. */
@Timeout(20)
class BoundedSocketTest {
    private static final byte[] MUCH = "x".repeat(1000).getBytes(StandardCharsets.US_ASCII);

    @Test
    void octetsBeyondTheLimitAreNotRead() throws Exception {
        try (FakeServer server = FakeServer.doing(
                        client -> client.socket.getOutputStream().write(MUCH));
                BoundedSocket socket = connected(server, Duration.ofSeconds(10), 300)) {
            InputStream input = socket.getInputStream();

            assertThat(input.readNBytes(300)).hasSize(300);
            assertThatThrownBy(input::read).isInstanceOf(TooMuchException.class);
        }
    }

    @Test
    void allReadsHaveTheTimeOfOne() throws Exception {
        try (FakeServer server = FakeServer.doing(client -> client.hear("never"));
                BoundedSocket socket = connected(server, Duration.ofMillis(100), 300)) {
            InputStream input = socket.getInputStream();

            assertThatThrownBy(input::read).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(input::read).hasMessage("The time for this is over");
        }
    }

    private static BoundedSocket connected(FakeServer server, Duration time, int octets) throws Exception {
        return BoundedSocket.to(server.door().socketAddress(), Deadline.in(time), octets);
    }
}
