package org.postern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postern.bench.load.Scenario;
import org.postern.bench.load.Scenario.Message;
import org.postern.bench.report.Sample;
import org.postern.bench.server.RunningServer;
import org.postern.bench.server.Server;
import org.postern.bench.server.Servers;
import org.postern.bench.server.TestCertificate;
import org.postern.bench.server.Workplace;

/**
 * Measures how the cost of a message grows with what there is more and more of. Each point has a server of its own. Its values are
 * named after the curve and the amount, as in {@code recipients:100}.
 */
final class Growth {
    private static final int KIB = 1024;
    private static final int SMALL = 4 * KIB;
    private static final double KIB_PER_MIB = 1024;
    private static final double MICROS_PER_MILLI = 1000;

    /** What there is more of, and what each curve's cost is the cost of. */
    static final Map<String, String> TITLES = titles();

    private final Measurement measurement;
    private final Servers servers;

    Growth(Measurement measurement, Servers servers) {
        this.measurement = measurement;
        this.servers = servers;
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("connections", "connections that send");
        titles.put("octets", "octets (cost of a KiB)");
        titles.put("recipients", "recipients (cost of each)");
        titles.put("bindings", "bindings of certificates");
        titles.put("aliases", "certificates at an address (handshake)");
        titles.put("beans", "beans at an address (whole)");
        return titles;
    }

    /** All points of one curve. */
    void measure(String curve) throws IOException, GeneralSecurityException, InterruptedException {
        Server engine = servers.named("engine").orElseThrow();
        switch (curve) {
            case "connections" -> {
                for (int count : List.of(1, 10, 100, 1000, 10_000)) {
                    point(curve, count, engine, Map.of(), scenario("b").withConnections(count), 1);
                }
            }
            case "octets" -> {
                for (int octets : List.of(SMALL, 64 * KIB, 1024 * KIB, 8 * 1024 * KIB, 50 * 1024 * KIB)) {
                    Scenario scenario = scenario("b").withConnections(1).with(new Message(octets, 1));
                    point(curve, octets, engine, Map.of(), scenario, perKib(scenario));
                }
            }
            case "recipients" -> {
                for (int count : List.of(1, 10, 100, 1000)) {
                    Scenario scenario = scenario("c").with(new Message(SMALL, count));
                    point(curve, count, engine, Map.of("maxCommands", "1000000"), scenario, count);
                }
            }
            case "bindings" -> {
                for (int count : List.of(1, 10, 100, 1000, 10_000)) {
                    point(curve, count, engine, Map.of("certificateBindings", bindings(count)), scenario("a"), 1);
                }
            }
            case "aliases" -> {
                for (int count : List.of(1, 10, 100, 1000)) {
                    point(curve, count, engine, aliases(count), scenario("d"), 1);
                }
            }
            case "beans" -> {
                for (int count : List.of(1, 10, 100)) {
                    point(curve, count, servers.whole(count), Map.of(), scenario("b"), 1);
                }
            }
            default -> throw new IllegalArgumentException("No curve " + curve + ". There are " + TITLES.keySet());
        }
    }

    private void point(
            String curve, int amount, Server server, Map<String, String> properties, Scenario scenario, double parts)
            throws IOException, InterruptedException {
        List<Sample> found = new ArrayList<>();
        Measurement same = new Measurement(
                measurement.place(),
                measurement.clients(),
                measurement.rounds(),
                measurement.seconds(),
                measurement.warmSeconds(),
                found::add);
        try (RunningServer running = RunningServer.start(server, measurement.place(), properties)) {
            same.rounds(List.of(running), scenario);
        }
        for (Sample one : found) {
            measurement
                    .samples()
                    .accept(new Sample(
                            one.server(),
                            curve + ":" + amount,
                            one.round(),
                            one.value() / parts,
                            one.errors(),
                            one.otherCores()));
        }
    }

    /** Costs of small messages are said for each, and of large ones in milliseconds a MiB: both are to be microseconds a KiB. */
    private static double perKib(Scenario scenario) {
        return scenario.isLarge()
                ? KIB_PER_MIB / MICROS_PER_MILLI
                : scenario.message().octets() / (double) KIB;
    }

    /** So many for addresses that nothing connects to, the last of which are for all others. */
    private static String bindings(int count) {
        return IntStream.range(1, count)
                        .mapToObj(i -> "10." + (i >> 16) + "." + (i >> 8 & 0xff) + "." + (i & 0xff) + "="
                                + TestCertificate.ALIAS + ",")
                        .collect(Collectors.joining())
                + "*=" + TestCertificate.ALIAS;
    }

    private Map<String, String> aliases(int count) throws IOException, GeneralSecurityException {
        Workplace place = measurement.place();
        Path directory = Files.createDirectories(place.directory().resolve("aliases-" + count));
        TestCertificate certificates = TestCertificate.in(directory, count);
        String all = IntStream.range(0, count)
                .mapToObj(i -> TestCertificate.ALIAS + (i == 0 ? "" : i))
                .collect(Collectors.joining("|"));
        return Map.of("keyStore", "file:" + certificates.keyStore(), "certificateBindings", "*=" + all);
    }

    private static Scenario scenario(String id) {
        return Scenario.named(id).orElseThrow();
    }
}
