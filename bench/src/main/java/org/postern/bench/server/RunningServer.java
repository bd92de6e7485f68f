package org.postern.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.postern.bench.machine.Loopback;

/** A server in a process of its own, which accepts connections. Closing it ends the process and all that descend from it. */
public final class RunningServer implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 100;

    private final Server server;
    private final Process process;
    private final int port;

    private RunningServer(Server server, Process process, int port) {
        this.server = server;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a server on a free port, and waits until it accepts connections.
     *
     * @param properties of the adapter, that are different in this measurement
     * @throws IOException if it does not; its output stands in the file {@code log} of its directory
     */
    public static RunningServer start(Server server, Workplace place, Map<String, String> properties)
            throws IOException, InterruptedException {
        int port = freePort();
        Path directory = place.of(server.id());
        Files.createDirectories(directory.resolve("target"));
        Path log = directory.resolve("log");
        List<String> command = server.command(port, place, properties);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RunningServer running = new RunningServer(server, process, port);
        // Interrupted with Ctrl-C, the measurement leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        if (!running.accepts()) {
            running.close();
            throw new IOException(server.id() + " does not accept connections: see " + log);
        }
        return running;
    }

    private boolean accepts() throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(Loopback.SERVERS, port), (int) LOOK_MILLIS);
                socket.setSoTimeout((int) START.toMillis());
                return socket.getInputStream().read() == '2';
            } catch (IOException e) {
                Thread.sleep(LOOK_MILLIS);
            }
        }
        return false;
    }

    public Server server() {
        return server;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Asks a JVM to collect its garbage, and waits until it has; does nothing to others. */
    public void collectGarbage() throws IOException, InterruptedException {
        if (server.abilities().contains(Server.Ability.JVM)) {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(pid()),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!jcmd.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                jcmd.destroyForcibly();
            }
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, Loopback.SERVERS)) {
            return socket.getLocalPort();
        }
    }
}
