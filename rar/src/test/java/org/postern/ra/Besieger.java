package org.postern.ra;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import org.jspecify.annotations.Nullable;
import org.postern.net.Ip;

/** A peer of which as little as possible stays in memory, since the server's is measured in the same process. */
final class Besieger {
    private static final int SMALL_SOCKET_BUFFER = 4_096;
    private static final int MORE_THAN_A_RECORD = 40_000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel = SocketChannel.open();
    private @Nullable SSLEngine engine;
    private ByteBuffer encrypted = NOTHING;

    /** Connects, from as many networks as it takes. */
    Besieger(int number, int port) throws IOException {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_SOCKET_BUFFER);
        channel.bind(new InetSocketAddress(Ip.of("127.0." + (1 + number / 100) + "." + (1 + number % 100)), 0));
        channel.connect(new InetSocketAddress(Ip.of("127.0.0.1"), port));
    }

    /** Completes a handshake; what is asked and sent from now on is encrypted. */
    void secure(SSLContext tls) throws IOException {
        ask("EHLO client.example");
        ask("STARTTLS");
        SSLEngine client = tls.createSSLEngine();
        client.setUseClientMode(true);
        encrypted = ByteBuffer.allocate(MORE_THAN_A_RECORD).flip();
        client.beginHandshake();
        while (client.getHandshakeStatus() != SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING) {
            switch (client.getHandshakeStatus()) {
                case NEED_TASK -> client.getDelegatedTask().run();
                case NEED_WRAP -> wrap(client, NOTHING);
                default -> unwrap(client, ByteBuffer.allocate(MORE_THAN_A_RECORD));
            }
        }
        engine = client;
        ask("EHLO client.example");
    }

    String ask(String command) throws IOException {
        send(command + "\r\n");
        return reply();
    }

    /** Nothing comes behind it yet. */
    String reply() throws IOException {
        return replies(1);
    }

    /** As many, or more than there is room for here. */
    String replies(int count) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(MORE_THAN_A_RECORD);
        String text;
        do {
            if (engine == null) {
                read(octets);
            } else {
                unwrap(engine, octets);
            }
            text = new String(octets.array(), 0, octets.position(), StandardCharsets.ISO_8859_1);
        } while (!text.endsWith("\r\n")
                || text.lines().filter(line -> line.startsWith(" ", 3)).count() < count);
        return text;
    }

    void send(String text) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (octets.hasRemaining()) {
            if (engine == null) {
                channel.write(octets);
            } else {
                wrap(engine, octets);
            }
        }
    }

    /** Sends octets as they are, below TLS. */
    void sendRaw(byte[] octets) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(octets);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** Sends as much as the sockets take now. */
    void push(ByteBuffer octets) throws IOException {
        channel.configureBlocking(false);
        channel.write(octets);
    }

    /** Nothing more is to be said. */
    void forget() {
        engine = null;
        encrypted = NOTHING;
    }

    void reset() throws IOException {
        if (channel.isOpen()) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
        }
    }

    private void wrap(SSLEngine by, ByteBuffer octets) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(MORE_THAN_A_RECORD);
        by.wrap(octets, out);
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    private void unwrap(SSLEngine by, ByteBuffer octets) throws IOException {
        Status status = by.unwrap(encrypted, octets).getStatus();
        if (status == Status.BUFFER_UNDERFLOW) {
            encrypted.compact();
            read(encrypted);
            encrypted.flip();
        } else if (status == Status.CLOSED) {
            throw new EOFException();
        }
    }

    private void read(ByteBuffer octets) throws IOException {
        if (channel.read(octets) < 0) {
            throw new EOFException();
        }
    }
}
