package org.postern.it;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Ports that nothing listens on at the moment. */
final class FreePorts {
    private static final int ATTEMPTS = 100;

    /** Below the range from which operating systems take the ports of clients: one of those may come in between. */
    private static final int LOWEST = 12_000;

    private static final int COUNT = 20_000;
    private static final Random RANDOM = new Random();

    private FreePorts() {}

    /** One port that is free on all of these addresses, such as {@code 127.0.0.1}, {@code 127.0.0.2} and {@code ::1}. */
    static int on(String... addresses) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return tryOn(LOWEST + RANDOM.nextInt(COUNT), addresses);
            } catch (IOException e) {
                // Taken on one of them.
            }
        }
        throw new IllegalStateException("No free port on " + String.join(", ", addresses));
    }

    /** Whether it could be taken at this moment. */
    static boolean isFree(String address, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    private static int tryOn(int port, String... addresses) throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (String address : addresses) {
                ServerSocket socket = new ServerSocket();
                open.add(socket);
                socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            }
            return port;
        } finally {
            for (ServerSocket socket : open) {
                socket.close();
            }
        }
    }
}
