package org.postern.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

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

    static RunningTest in(Optional<DevelopmentCertificate> certificate) {
        try {
            Path directory = Files.createTempDirectory("postern-test");
            Path state = Files.createDirectory(directory.resolve("state"));
            Path spool = Files.createDirectory(directory.resolve("spool"));
            InetSocketAddress plain = free();
            InetSocketAddress proxied = free();
            Optional<InetSocketAddress> tls = certificate.isPresent() ? Optional.of(free()) : Optional.empty();
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put(
                    "listen",
                    "smtp://" + text(plain) + ", smtp://" + text(proxied) + "?networksOfProxies=127.0.0.0/8"
                            + tls.map(address -> ", smtps://" + text(address)).orElse(""));
            properties.put("adapterName", "postern-test-" + plain.getPort());
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

    private static InetSocketAddress free() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(Reception.address("127.0.0.1"), 0));
            return new InetSocketAddress(Reception.address("127.0.0.1"), socket.getLocalPort());
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
