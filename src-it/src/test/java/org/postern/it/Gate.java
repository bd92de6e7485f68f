package org.postern.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Holds beans until their test lets them go: they connect to a port, and go on when that connection ends or nobody listens.
 * So a bean may be in any process, and it learns the port from the recipient of its message. Shut at the beginning.
 */
final class Gate implements BeforeEachCallback, AfterEachCallback {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int MOST_WAITING = 100;

    private final List<Socket> waiting = new ArrayList<>();
    private ServerSocket door;
    private int port;

    /** Where to come to. */
    int port() {
        return port;
    }

    /** Whoever gets a message for it waits here. */
    String recipient() {
        return "sleep+" + port + "@example.com";
    }

    /** Waits for a bean. */
    void awaitArrival() throws IOException {
        waiting.add(door.accept());
    }

    /** Lets all beans go, those that come later as well. */
    void open() throws IOException {
        door.close();
        for (Socket bean : waiting) {
            bean.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        door = new ServerSocket(0, MOST_WAITING, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        door.setSoTimeout(PATIENCE_MILLIS);
        port = door.getLocalPort();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        open();
    }
}
