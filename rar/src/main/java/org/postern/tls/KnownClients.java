package org.postern.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What senders of mail offer, by whose TLS they use. A handshake of this JVM with itself succeeds with whatever the JDK can
 * do, and not all of it is what others can. Immutable.
 */
final class KnownClients {
    private static final String LIST = "clients.txt";

    /** One of them. */
    private record Client(String name, ClientHello hello) {
        /** Reads {@code name | versions | cipher suites | groups | signature schemes}. */
        static Client parse(String line) {
            List<String> parts = List.of(line.split("\\|", -1));
            return new Client(
                    parts.get(0).strip().replaceFirst("; (.*)", " ($1)"),
                    new ClientHello(
                            Optional.empty(),
                            true,
                            numbers(parts.get(1)),
                            numbers(parts.get(2)),
                            Optional.of(numbers(parts.get(4))),
                            Optional.of(numbers(parts.get(3)))));
        }

        private static Set<Integer> numbers(String text) {
            return Arrays.stream(text.strip().split(" +"))
                    .map(number -> Integer.valueOf(number, 16))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private final List<Client> all;

    private KnownClients(List<Client> all) {
        this.all = all;
    }

    /** Reads the list of the adapter. */
    static KnownClients load() {
        try (InputStream list = Objects.requireNonNull(KnownClients.class.getResourceAsStream(LIST), LIST)) {
            return new KnownClients(new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Client::parse)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of those that could be served, but not with any of these certificates. */
    List<String> thatCannotUse(List<ServerCertificate> certificates, TlsPolicy policy) {
        ClientFit fit = new ClientFit(policy);
        return all.stream()
                .filter(client -> certificates.stream()
                        .allMatch(certificate -> fit.obstacle(client.hello(), certificate)
                                .filter(obstacle -> obstacle.kind() == ClientFit.Kind.ALGORITHM)
                                .isPresent()))
                .map(Client::name)
                .toList();
    }
}
