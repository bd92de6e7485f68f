package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Connects to an address again and again on a thread of its own, waits to be greeted, and says goodbye. */
final class Knocking implements AutoCloseable {
    private final SocketAddress address;
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean ending;

    /** Begins. */
    Knocking(SocketAddress address) {
        this.address = address;
        thread = new Thread(this::knock, "knocking at " + address);
        thread.start();
    }

    /** How often a code came first. */
    int answered(String code) {
        return answers.getOrDefault(code, 0);
    }

    /** Whenever nobody was there, or nobody answered. */
    List<String> failures() {
        return failures;
    }

    /** Ends, and waits for that. */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void knock() {
        while (!ending) {
            try (SocketChannel channel = open()) {
                channel.connect(address);
                answers.merge(code(channel), 1, Integer::sum);
                leave(channel);
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
    }

    private SocketChannel open() throws IOException {
        return SocketChannel.open(
                address instanceof UnixDomainSocketAddress ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET);
    }

    /** Who has heard 421 is not listened to any more. */
    private static void leave(SocketChannel channel) {
        try {
            channel.write(ByteBuffer.wrap("QUIT\r\n".getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("Broken pipe|Connection reset.*");
        }
    }

    private static String code(SocketChannel channel) throws IOException {
        ByteBuffer code = ByteBuffer.allocate(3);
        while (code.hasRemaining()) {
            if (channel.read(code) < 0) {
                throw new IOException("nobody answered");
            }
        }
        return new String(code.array(), StandardCharsets.US_ASCII);
    }
}
