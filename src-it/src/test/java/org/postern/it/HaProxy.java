package org.postern.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** HAProxy of Debian, in front of the adapter. */
final class HaProxy {
    private static final String DEFAULTS = """
            global
              maxconn 20
              stats socket %s level user
            defaults
              mode tcp
              timeout connect 5s
              timeout client 30s
              timeout server 30s
            """;

    private final Process process;
    private final Path log;
    private final Path statistics;

    private HaProxy(Process process, Path log, Path statistics) {
        this.process = process;
        this.log = log;
        this.statistics = statistics;
    }

    /**
     * Starts it.
     *
     * @param sections what it listens to, in its own language
     * @param port one of those that it listens to on 127.0.0.1
     */
    static HaProxy start(Path directory, String sections, int port) throws IOException {
        Path statistics = directory.resolve("haproxy.sock");
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), DEFAULTS.formatted(statistics) + sections);
        Path log = directory.resolve("haproxy.log");
        Process process = new ProcessBuilder("/usr/sbin/haproxy", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        HaProxy started = new HaProxy(process, log, statistics);
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

    /** What it says of one of its servers at this moment, under a heading of its statistics. */
    String field(String server, String heading) throws IOException {
        List<List<String>> rows = statistics()
                .lines()
                .map(line -> List.of(line.replaceFirst("^# ", "").split(",", -1)))
                .toList();
        int column = rows.get(0).indexOf(heading);
        return rows.stream()
                .filter(row -> row.size() > column && row.get(1).equals(server))
                .map(row -> row.get(column))
                .findFirst()
                .orElse("");
    }

    private String statistics() throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(statistics))) {
            channel.write(ByteBuffer.wrap("show stat\n".getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
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
