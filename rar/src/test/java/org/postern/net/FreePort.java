package org.postern.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Random;

/** Finds ports that nobody uses. */
public final class FreePort {
    /** Below the range from which operating systems take the ports of clients. */
    private static final int LOWEST = 12_000;

    private static final int COUNT = 20_000;
    private static final int ATTEMPTS = 100;
    private static final Random RANDOM = new Random();

    private FreePort() {}

    /** A port that was free a moment ago. */
    public static int on(String ip) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = LOWEST + RANDOM.nextInt(COUNT);
            try (ServerSocket socket = new ServerSocket(port, 1, Ip.of(ip))) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody uses this one.
            }
        }
        throw new IllegalStateException("No free port on " + ip);
    }
}
