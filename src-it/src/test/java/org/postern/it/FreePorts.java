package org.postern.it;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports that nothing listens on at the moment. */
final class FreePorts {
    private static final int ATTEMPTS = 100;

    private FreePorts() {}

    /** One port that is free on all of these addresses, such as {@code 127.0.0.1}, {@code 127.0.0.2} and {@code ::1}. */
    static int on(String... addresses) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return tryOn(addresses);
            } catch (IOException e) {
                // Taken on one of them: the kernel will choose another.
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

    private static int tryOn(String... addresses) throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            int port = 0;
            for (String address : addresses) {
                ServerSocket socket = new ServerSocket();
                open.add(socket);
                socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
                port = socket.getLocalPort();
            }
            return port;
        } finally {
            for (ServerSocket socket : open) {
                socket.close();
            }
        }
    }
}
