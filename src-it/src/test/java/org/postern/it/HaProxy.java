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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** HAProxy of Debian, in front of the adapter. */
final class HaProxy {
    private static final String DEFAULTS = """
            global
              maxconn 100
              stats socket %s level user
            defaults
              mode tcp
              timeout connect 5s
              timeout client 30s
              timeout server 30s
            """;

    private final String sections;
    private final int port;
    private final Process process;
    private final Path log;
    private final Path statistics;

    private HaProxy(Path directory, String sections, int port, List<String> options) throws IOException {
        this.sections = sections;
        this.port = port;
        this.statistics = directory.resolve("haproxy.sock");
        this.log = directory.resolve("haproxy.log");
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), DEFAULTS.formatted(statistics) + sections);
        List<String> command = new ArrayList<>(List.of("/usr/sbin/haproxy", "-db", "-f", file.toString()));
        command.addAll(options);
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> Files.exists(statistics) && process.isAlive() && listens(port));
        } catch (RuntimeException e) {
            close();
            throw new IllegalStateException("HAProxy does not listen: " + log(), e);
        }
    }

    /**
     * Starts it.
     *
     * @param sections what it listens to, in its own language
     * @param port one of those that it listens to on 127.0.0.1
     */
    static HaProxy start(Path directory, String sections, int port) throws IOException {
        return new HaProxy(directory, sections, port, List.of());
    }

    /**
     * Starts one that takes over from this one, which goes on with the connections that it has.
     *
     * @param directory another one
     */
    HaProxy reload(Path directory) throws IOException {
        return new HaProxy(directory, sections, port, List.of("-sf", String.valueOf(process.pid())));
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
