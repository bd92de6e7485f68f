package org.postern.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Forwards what both sides say, as load balancers do: whoever is behind it sees an orderly end, whatever the end was. */
public final class ResetHidingProxy implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, Ip.of("127.0.0.1"));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new ArrayList<>();
    private final int serverPort;

    public ResetHidingProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        threads.execute(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        synchronized (sockets) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(Ip.of("127.0.0.1"), serverPort);
                synchronized (sockets) {
                    sockets.add(client);
                    sockets.add(server);
                }
                threads.execute(() -> forward(client, server));
                threads.execute(() -> forward(server, client));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void forward(Socket from, Socket to) {
        try {
            copy(from, to);
        } catch (IOException e) {
            // Reset by one side.
        }
        try {
            to.shutdownOutput();
        } catch (IOException e) {
            // It is no more.
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        byte[] octets = new byte[8 * 1024];
        for (int count = in.read(octets); count >= 0; count = in.read(octets)) {
            to.getOutputStream().write(octets, 0, count);
        }
    }
}
