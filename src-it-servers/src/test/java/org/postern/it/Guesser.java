package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Guesses a user's password, at each server of a cluster in turn, from one address.
 *
 * @param cluster whose servers take his address from the balancer
 * @param keys of a certificate, because passwords are asked for in TLS only
 */
record Guesser(Cluster cluster, TestKeyStore keys) {
    /** No multiple of three: none of three servers has come to it when all have. */
    private static final int GUESSES = 10;

    private static final String USER = "anna";

    /** Makes the user, whom it will guess. */
    static Guesser of(Cluster cluster, Path directory) throws Exception {
        cluster.addUser(USER, "annas-secret");
        return new Guesser(
                cluster,
                TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save());
    }

    /** What the adapter needs, so that he can. */
    Map<String, String> properties() {
        return Map.of(
                "keyStore",
                "file:" + keys.file(),
                "keyStorePassword",
                TestKeyStore.PASSWORD,
                "certificateBindings",
                "*=mx",
                "authentication",
                "offer",
                "maxFailedAuthentications",
                String.valueOf(GUESSES));
    }

    /** As another one: a server that has just started is slow, and the store has 250 ms. */
    void visitEach() {
        cluster.ports().forEach(port -> guess(port, "192.0.2.8", "nobody"));
    }

    /** Guesses as often as he could if each server counted by itself. Tells how often each code was the reply. */
    Map<String, Long> replies() {
        List<Integer> ports = cluster.ports();
        return IntStream.range(0, GUESSES * ports.size())
                .mapToObj(i -> guess(ports.get(i % ports.size()), "192.0.2.7", USER))
                .collect(Collectors.groupingBy(reply -> reply.substring(0, 3), Collectors.counting()));
    }

    /** As often as at one server. */
    Map<String, Long> expected() {
        int servers = cluster.ports().size();
        return Map.of("535", (long) GUESSES, "454", (long) GUESSES * (servers - 1));
    }

    /** As the balancer hands it on. */
    private static String guess(int port, String peer, String name) {
        try (SmtpClient client = SmtpClient.open("127.0.0.1", port)) {
            client.send("PROXY TCP4 " + peer + " 203.0.113.25 40000 25");
            client.expect(220);
            client.command("EHLO client.example.org", 250);
            client.startTls();
            client.command("EHLO client.example.org", 250);
            client.send("AUTH PLAIN "
                    + Base64.getEncoder().encodeToString(("\0" + name + "\0wrong").getBytes(StandardCharsets.UTF_8)));
            return client.reply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
