package org.postern.it;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * A middlebox on loopback: passes lines on, each as its rule wants it, until somebody speaks TLS; from then on, octets.
 */
final class Interposer implements Closeable {
    private static final int HANDSHAKE_RECORD = 0x16;

    private final ServerSocket acceptor;
    private final int target;
    private final UnaryOperator<String> fromServer;
    private final UnaryOperator<String> fromClient;
    private final String answer;
    private final ExecutorService pumps = Executors.newCachedThreadPool();

    private Interposer(int target, UnaryOperator<String> fromServer, UnaryOperator<String> fromClient, String answer)
            throws IOException {
        this.target = target;
        this.fromServer = fromServer;
        this.fromClient = fromClient;
        this.answer = answer;
        this.acceptor = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        pumps.execute(this::accept);
    }

    /** Offers STARTTLS whatever the server does, and says 220 itself: the firewall of KB Q237327. */
    static Interposer thatAnswersStartTls(int target) throws IOException {
        return new Interposer(
                target,
                line -> line.startsWith("250-8BITMIME") ? "250-STARTTLS\r\n" + line : line,
                UnaryOperator.identity(),
                "220 Go ahead\r\n");
    }

    /** Says 220 itself, and changes nothing else. */
    static Interposer thatSwallowsStartTls(int target) throws IOException {
        return new Interposer(target, UnaryOperator.identity(), UnaryOperator.identity(), "220 Go ahead\r\n");
    }

    /** Takes STARTTLS out of the offer. */
    static Interposer thatStripsStartTls(int target) throws IOException {
        return new Interposer(target, line -> line.replace("STARTTLS", "XXXXXXXA"), UnaryOperator.identity(), "");
    }

    /** Masks what it does not know, as the inspection of a PIX does. */
    static Interposer thatMasks(int target) throws IOException {
        return new Interposer(
                target,
                UnaryOperator.identity(),
                line -> line.replaceFirst("^(?i)EHLO", "XXXX").replaceFirst("^(?i)STARTTLS", "XXXXXXXX"),
                "");
    }

    /** Sends a command of its own behind STARTTLS, in the same packet. */
    static Interposer thatInjects(int target, String command) throws IOException {
        return new Interposer(
                target,
                UnaryOperator.identity(),
                line -> line.equals("STARTTLS\r\n") ? line + command + "\r\n" : line,
                "");
    }

    int port() {
        return acceptor.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
        pumps.shutdownNow();
    }

    private void accept() {
        try (Socket client = acceptor.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            pumps.execute(() -> passReplies(server, client));
            passCommands(client, server);
        } catch (IOException e) {
            // One of the two has gone away, which the test sees at its own end.
        }
    }

    private void passReplies(Socket server, Socket client) {
        try {
            pump(server.getInputStream(), client.getOutputStream(), fromServer);
            client.shutdownOutput();
        } catch (IOException e) {
            // As above.
        }
    }

    private void passCommands(Socket client, Socket server) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = server.getOutputStream();
        while (true) {
            in.mark(1);
            int first = in.read();
            in.reset();
            if (first == HANDSHAKE_RECORD || first == -1) {
                in.transferTo(out);
                server.shutdownOutput();
                return;
            }
            String line = line(in);
            if (!answer.isEmpty() && line.equals("STARTTLS\r\n")) {
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(fromClient.apply(line).getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static void pump(InputStream from, OutputStream to, UnaryOperator<String> rule) throws IOException {
        InputStream in = new BufferedInputStream(from);
        while (true) {
            in.mark(1);
            int first = in.read();
            in.reset();
            if (first == HANDSHAKE_RECORD || first == -1) {
                in.transferTo(to);
                return;
            }
            to.write(rule.apply(line(in)).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** With its line end; what comes at the end of the stream is a line too. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int octet;
        do {
            octet = in.read();
            if (octet == -1) {
                break;
            }
            line.append((char) octet);
        } while (octet != '\n');
        return line.toString();
    }
}
