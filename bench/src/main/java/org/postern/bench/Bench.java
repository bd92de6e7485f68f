package org.postern.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.bench.load.Clients;
import org.postern.bench.load.Scenario;
import org.postern.bench.machine.Proc;
import org.postern.bench.report.Conditions;
import org.postern.bench.report.Sample;
import org.postern.bench.report.Samples;
import org.postern.bench.server.Server;
import org.postern.bench.server.Servers;
import org.postern.bench.server.TestCertificate;
import org.postern.bench.server.Workplace;

/** {@code bench/run}: measures servers beside each other. docs/performance.md says how it is used and read. */
public final class Bench {
    private static final Set<String> OPTIONS = Set.of(
            "root",
            "servers",
            "scenarios",
            "growth",
            "rounds",
            "seconds",
            "warm",
            "idle",
            "idle-tls",
            "node",
            "from",
            "write");

    /** Without peers, and in less than two minutes. */
    private static final String SERVERS = "engine,smtp-sink,floor,floor-boring";

    private static final String SCENARIOS = "a,b,c,cb,i,d,e";

    private final Options options;
    private final Path root;
    private final Servers servers;
    private final List<Sample> samples = new ArrayList<>();

    private Bench(Options options) {
        this.options = options;
        this.root = options.path("root").orElse(Path.of("").toAbsolutePath());
        this.servers = new Servers(root, options.path("node"));
    }

    /** Measures what the arguments name, prints each value as it comes, and what they mean at the end. */
    public static void main(String[] args) throws Exception {
        if (!Proc.isThere()) {
            throw new IllegalStateException("Processor time is read in /proc, which only Linux has");
        }
        new Bench(Options.of(List.of(args), OPTIONS)).run();
        System.exit(0);
    }

    private void run() throws Exception {
        int rounds = options.number("rounds", 3);
        double seconds = options.decimal("seconds", 2);
        Optional<Path> earlier = options.path("from");
        if (earlier.isPresent()) {
            Files.readAllLines(earlier.get()).forEach(line -> Sample.read(line).ifPresent(samples::add));
        } else {
            measure(rounds, seconds);
        }
        Results results = new Results(new Samples(samples), servers);
        System.out.println(results.text());
        if (options.has("write")) {
            results.write(root, Conditions.now(root, rounds, seconds));
        }
    }

    private void measure(int rounds, double seconds) throws Exception {
        Path directory = Files.createDirectories(root.resolve("bench/target/servers"));
        Workplace place = new Workplace(directory, root, TestCertificate.in(directory));
        try (Clients clients = new Clients();
                PrintStream file = lines(root.resolve("bench/target/samples.csv"))) {
            Measurement measurement =
                    new Measurement(place, clients, rounds, seconds, options.decimal("warm", 5), sample -> {
                        samples.add(sample);
                        file.println(sample.line());
                        System.out.println(sample.line());
                    });
            measure(measurement);
        }
    }

    private void measure(Measurement measurement) throws Exception {
        List<String> wanted = options.words("scenarios", options.has("growth") ? "" : SCENARIOS);
        wanted.stream()
                .filter(id -> Scenario.named(id).isEmpty() && !FreshServer.SCENARIOS.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("No scenario " + id);
                });
        List<Scenario> closed =
                wanted.stream().flatMap(id -> Scenario.named(id).stream()).toList();
        if (!closed.isEmpty()) {
            measurement.together(chosen(), closed);
        }
        if (wanted.contains(FreshServer.COLD)) {
            measurement.cold(chosen());
        }
        if (wanted.contains(FreshServer.IDLE)) {
            measurement.idle(chosen(), options.number("idle", 10_000), options.number("idle-tls", 5_000));
        }
        if (options.has("growth")) {
            Growth growth = new Growth(measurement, servers);
            for (String curve : options.words("growth", "")) {
                growth.measure(curve);
            }
        }
    }

    private List<Server> chosen() {
        List<Server> chosen = new ArrayList<>();
        for (String id : options.words("servers", SERVERS)) {
            Server server = servers.named(id).orElseThrow(() -> new IllegalArgumentException("No server " + id));
            server.absence()
                    .ifPresentOrElse(
                            why -> System.err.println(server.title() + " is not measured: " + why),
                            () -> chosen.add(server));
        }
        return chosen;
    }

    private static PrintStream lines(Path file) throws IOException {
        return new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
    }
}
