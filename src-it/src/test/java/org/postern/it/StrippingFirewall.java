package org.postern.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands in front of a server, and takes STARTTLS out of what it says. */
final class StrippingFirewall implements AutoCloseable {
    private final ServerSocket listening;
    private final int behind;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private StrippingFirewall(ServerSocket listening, int behind) {
        this.listening = listening;
        this.behind = behind;
    }

    /** At this address of loopback, in front of the same port of 127.0.0.1. */
    static StrippingFirewall at(String address, int port) throws IOException {
        StrippingFirewall firewall =
                new StrippingFirewall(new ServerSocket(port, 50, InetAddress.getByName(address)), port);
        firewall.threads.execute(firewall::accept);
        return firewall;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
                threads.execute(() -> pass(client, server, false));
                threads.execute(() -> pass(server, client, true));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private static void pass(Socket from, Socket to, boolean stripping) {
        try (from;
                to;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // A line that goes takes the end of the reply with it, where it is the last.
                String passed = stripping ? line.replace("STARTTLS", "HELP") : line;
                to.getOutputStream().write((passed + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // One of them has gone.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
