package org.postern.console.path;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Something that listens on loopback, and does with each connection what a test wants. */
final class FakeServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    interface Behaviour {
        void serve(Client client) throws Exception;
    }

    private FakeServer(ServerSocket listening, Behaviour behaviour) {
        this.listening = listening;
        this.behaviour = behaviour;
    }

    static FakeServer doing(Behaviour behaviour) throws IOException {
        FakeServer server = new FakeServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
        server.threads.execute(server::accept);
        return server;
    }

    /** A server that offers STARTTLS and serves it with this identity. */
    static FakeServer offering(TestIdentity identity) throws IOException {
        return doing(client -> offer(client, identity));
    }

    static void offer(Client client, TestIdentity identity) throws Exception {
        client.say("220 mx.example.com ESMTP");
        client.hear("EHLO");
        client.say("250-mx.example.com", "250-SIZE 1000", "250 STARTTLS");
        client.hear("STARTTLS");
        client.say("220 2.0.0 Go ahead");
        Client secure = client.secured(identity);
        secure.hear("EHLO");
        secure.say("250-mx.example.com", "250 SIZE 1000");
        secure.hear("QUIT");
        secure.say("221 Bye");
    }

    /** A server that says this, and answers every command with the next of these. */
    static FakeServer saying(String... replies) throws IOException {
        return doing(client -> {
            client.say(replies[0]);
            for (int i = 1; i < replies.length; i++) {
                client.hear("");
                client.say(replies[i]);
            }
            client.hear("");
        });
    }

    Door door() {
        return new Door("mx.example.com", listening.getInetAddress(), listening.getLocalPort(), false);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            behaviour.serve(new Client(socket));
        } catch (Exception e) {
            // The client has gone: that is its right.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    /** One that is connected. */
    static final class Client {
        final Socket socket;
        private final BufferedReader input;

        private Client(Socket socket) throws IOException {
            this.socket = socket;
            this.input =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), 1);
        }

        void say(String... lines) throws IOException {
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        String hear(String beginning) throws IOException {
            String line = input.readLine();
            if (line == null || !line.startsWith(beginning)) {
                throw new IOException("Not " + beginning + ": " + line);
            }
            return line;
        }

        Client secured(TestIdentity identity) throws Exception {
            SSLSocketFactory factory = identity.context().getSocketFactory();
            SSLSocket secure = (SSLSocket) factory.createSocket(socket, null, socket.getPort(), false);
            secure.setUseClientMode(false);
            secure.startHandshake();
            return new Client(secure);
        }
    }
}
