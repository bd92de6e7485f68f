package org.postern.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** HAProxy of Debian, in front of the adapter. */
final class HaProxy {
    private static final String DEFAULTS = """
            global
              maxconn 20
            defaults
              mode tcp
              timeout connect 5s
              timeout client 30s
              timeout server 30s
            """;

    private final Process process;
    private final Path log;

    private HaProxy(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it.
     *
     * @param sections what it listens to, in its own language
     * @param port one of those that it listens to on 127.0.0.1
     */
    static HaProxy start(Path directory, String sections, int port) throws IOException {
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), DEFAULTS + sections);
        Path log = directory.resolve("haproxy.log");
        Process process = new ProcessBuilder("/usr/sbin/haproxy", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        HaProxy started = new HaProxy(process, log);
        try {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> listens(port));
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw new IllegalStateException("HAProxy does not listen: " + started.log(), e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String log() throws IOException {
        return Files.readString(log);
    }

    void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
