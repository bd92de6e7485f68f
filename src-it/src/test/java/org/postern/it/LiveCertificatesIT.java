package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postern.it.StartTlsLoad.Sighting;

/**
 * Certificates that are renewed, broken, removed and restored, and that begin and end, while clients come all the time:
 * whoever is offered TLS gets it, whatever name it asks for, and who could have it is offered it after five seconds at the
 * latest.
 */
@ExtendWith(ArquillianExtension.class)
class LiveCertificatesIT {
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(5);

    /** Enough of them see each situation for a failure to show. */
    private static final int WITNESSES = 20;

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int port = FreePorts.on("127.0.0.1");
    private final List<Situation> situations = new ArrayList<>();

    /** What clients have to see from a moment on; before it is noticed, also what was there before. */
    private record Situation(String name, Instant since, Duration grace, Optional<X509Certificate> certificate) {}

    @Test
    void aKeyStoreFileMayBeWrittenAtAnyTime() throws Exception {
        Path file = directory.resolve("keys.p12");
        TestKeyStore first = TestKeyStore.at(file).good("mx").save();
        deploy("file:" + file);
        try (StartTlsLoad load = new StartTlsLoad("127.0.0.1", port)) {
            awaitWitnesses(load, situation("the first certificate", first.certificate("mx")));

            TestKeyStore overwritten = TestKeyStore.at(file).good("mx").save();
            awaitWitnesses(load, situation("overwritten", overwritten.certificate("mx")));

            TestKeyStore swapped =
                    TestKeyStore.at(directory.resolve("new.p12")).good("mx").save();
            Files.move(swapped.file(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            awaitWitnesses(load, situation("swapped by renaming", swapped.certificate("mx")));

            TestKeyStore slow = TestKeyStore.at(file).good("mx");
            byte[] octets = slow.octets();
            Files.write(file, Arrays.copyOf(octets, octets.length / 2));
            awaitWitnesses(load, situation("half-written", swapped.certificate("mx")));
            Files.write(file, octets);
            awaitWitnesses(load, situation("written to the end", slow.certificate("mx")));

            TestKeyStore.at(file).good("other").save();
            awaitWitnesses(load, situation("alias removed"));
            TestKeyStore restored = TestKeyStore.at(file).good("mx").save();
            awaitWitnesses(load, situation("alias restored", restored.certificate("mx")));

            Files.delete(file);
            awaitWitnesses(load, situation("file removed"));
            TestKeyStore again = TestKeyStore.at(file).good("mx").save();
            awaitWitnesses(load, situation("file restored", again.certificate("mx")));

            TestKeyStore.at(file).mismatched("mx").save();
            awaitWitnesses(load, situation("key of another certificate"));
            verify(load.end());
        }
    }

    @Test
    void theClockCountsAndNotTheNextReading() throws Exception {
        Path file = directory.resolve("keys.p12");
        TestKeyStore.at(file).good("mx").save();
        deploy("file:" + file); // However long that takes.
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(20);
        TestKeyStore ending = TestKeyStore.at(file).goodUntil("mx", end).save();
        try (StartTlsLoad load = new StartTlsLoad("127.0.0.1", port)) {
            awaitWitnesses(load, situation("before its end", ending.certificate("mx")));
            // In its last second it is not offered any more: the client would look at it when it has ended.
            Situation ended = new Situation("after its end", end.minusSeconds(1), Duration.ZERO, Optional.empty());
            situations.add(ended);
            awaitWitnesses(load, ended);

            Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(12);
            TestKeyStore beginning = TestKeyStore.at(file).goodFrom("mx", begin).save();
            awaitWitnesses(load, situation("before its begin"));
            // Clients on this machine have the same clock, so nothing needs to be noticed first.
            Situation begun =
                    new Situation("after its begin", begin, Duration.ZERO, Optional.of(beginning.certificate("mx")));
            situations.add(begun);
            awaitWitnesses(load, begun);
            verify(load.end());
        }
    }

    private Situation situation(String name, X509Certificate certificate) {
        return situation(name, Optional.of(certificate));
    }

    private Situation situation(String name) {
        return situation(name, Optional.empty());
    }

    private Situation situation(String name, Optional<X509Certificate> certificate) {
        Situation now = new Situation(name, Instant.now(), NOTICED_WITHIN, certificate);
        situations.add(now);
        return now;
    }

    private static void awaitWitnesses(StartTlsLoad load, Situation situation) {
        Instant from = situation.since().plus(situation.grace());
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> witnesses(load.sightings(), from, Instant.now()).size() >= WITNESSES);
    }

    /** Who was still there when the next situation came may have seen either. */
    private static List<Sighting> witnesses(List<Sighting> sightings, Instant from, Instant until) {
        return sightings.stream()
                .filter(sighting -> sighting.begun().isAfter(from))
                .filter(sighting -> sighting.ended().isBefore(until))
                .toList();
    }

    private void verify(List<Sighting> sightings) throws IOException {
        assertThat(sightings).allSatisfy(sighting -> assertThat(sighting.failure())
                .as("asking for \"%s\", begun %s, offered %s", sighting.name(), sighting.begun(), sighting.offered())
                .isEmpty());
        List<String> report = new ArrayList<>();
        for (int i = 0; i < situations.size(); i++) {
            Situation situation = situations.get(i);
            Instant until = i + 1 < situations.size() ? situations.get(i + 1).since() : Instant.now();
            List<Sighting> witnesses = witnesses(sightings, situation.since().plus(situation.grace()), until);
            assertThat(witnesses)
                    .as(situation.name())
                    .hasSizeGreaterThanOrEqualTo(WITNESSES)
                    .allSatisfy(sighting -> assertThat(sighting.served()).isEqualTo(situation.certificate()));
            assertThat(witnesses.stream().map(Sighting::name))
                    .as(situation.name())
                    .containsAll(StartTlsLoad.NAMES);
            report.add("%s: %d clients, each %s"
                    .formatted(
                            situation.name(),
                            witnesses.size(),
                            situation.certificate().isPresent() ? "with TLS" : "without an offer"));
        }
        report.add("in all: %d clients, %d offered TLS, none of them failed"
                .formatted(
                        sightings.size(),
                        sightings.stream().filter(Sighting::offered).count()));
        Files.write(Path.of("target", "live-certificates-" + port + ".txt"), report);
    }

    private void deploy(String keyStore) throws Exception {
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:" + port,
                        "certificateBindings",
                        "*=mx",
                        "keyStore",
                        keyStore,
                        "keyStorePassword",
                        TestKeyStore.PASSWORD));
    }
}
