package org.postern.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Where the adapter of one test listens, and has its files.
 *
 * @param behindProxy where it believes the PROXY protocol
 */
record RunningTest(
        InetSocketAddress plain,
        InetSocketAddress behindProxy,
        Optional<InetSocketAddress> tls,
        Path directory,
        Map<String, String> properties)
        implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What no test sets. */
    static final Set<String> OWN =
            Set.of("listen", "adapterName", "stateDirectory", "spoolDirectory", "networksOfProxies");

    static RunningTest in(Optional<DevelopmentCertificate> certificate) {
        try {
            Path directory = Files.createTempDirectory("postern-test");
            Path state = Files.createDirectory(directory.resolve("state"));
            Path spool = Files.createDirectory(directory.resolve("spool"));
            List<InetSocketAddress> free = free(certificate.isPresent() ? 3 : 2);
            InetSocketAddress plain = free.get(0);
            InetSocketAddress proxied = free.get(1);
            Optional<InetSocketAddress> tls = free.stream().skip(2).findFirst();
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put(
                    "listen",
                    "smtp://" + text(plain) + ", smtp://" + text(proxied) + "?networksOfProxies=127.0.0.0/8"
                            + tls.map(address -> ", smtps://" + text(address)).orElse(""));
            properties.put("adapterName", "postern-test-" + UUID.randomUUID());
            properties.put("stateDirectory", state.toString());
            properties.put("spoolDirectory", spool.toString());
            if (certificate.isPresent()) {
                Path keys = directory.resolve("keys.p12");
                String password = UUID.randomUUID().toString();
                certificate.get().writeTo(keys, password);
                properties.put("keyStore", "file:" + keys);
                properties.put("keyStorePassword", password);
                properties.put("certificateBindings", "*=" + DevelopmentCertificate.ALIAS);
            }
            return new RunningTest(plain, proxied, tls, directory, properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Different ones: all are held until the last is found. */
    private static List<InetSocketAddress> free(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket();
                held.add(socket);
                socket.bind(new InetSocketAddress(Reception.address("127.0.0.1"), 0));
            }
            return held.stream()
                    .map(socket -> new InetSocketAddress(Reception.address("127.0.0.1"), socket.getLocalPort()))
                    .toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    /** Whether the adapter has got all of them: another process may have been faster. Waits for the adapter to say so. */
    boolean isBound() {
        return Stream.concat(Stream.of(plain, behindProxy), tls.stream())
                .allMatch(address -> !state(address).equals("WAITING"));
    }

    private String state(InetSocketAddress address) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<String> state = stateNow(address);
        while (state.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
            state = stateNow(address);
        }
        return state.orElse("WAITING");
    }

    /** Empty as long as the adapter has not registered it. */
    private Optional<String> stateNow(InetSocketAddress address) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name = new ObjectName("org.postern:type=Acceptor,adapter=" + properties.get("adapterName")
                    + ",port=" + address.getPort() + ",*");
            for (ObjectName one : server.queryNames(name, null)) {
                return Optional.of(server.getAttribute(one, "State").toString());
            }
            return Optional.empty();
        } catch (JMException e) {
            return Optional.empty();
        }
    }

    private static String text(InetSocketAddress address) {
        return "127.0.0.1:" + address.getPort();
    }

    /** The adapter has stopped: what is left of its files goes. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
