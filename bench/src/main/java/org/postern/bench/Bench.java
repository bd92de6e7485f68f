package org.postern.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postern.bench.load.Clients;
import org.postern.bench.load.Scenario;
import org.postern.bench.machine.Proc;
import org.postern.bench.report.Sample;
import org.postern.bench.report.Samples;
import org.postern.bench.server.RunningServer;
import org.postern.bench.server.Server;
import org.postern.bench.server.Servers;
import org.postern.bench.server.TestCertificate;
import org.postern.bench.server.Workplace;

/** {@code bench/run}: measures servers beside each other. docs/performance.md says how it is used and read. */
public final class Bench {
    private static final Set<String> OPTIONS =
            Set.of("root", "servers", "scenarios", "rounds", "seconds", "warm", "node", "out");

    private Bench() {}

    /** Measures what the arguments name, and writes each value as it comes. */
    public static void main(String[] args) throws Exception {
        Options options = Options.of(List.of(args), OPTIONS);
        if (!Proc.isThere()) {
            throw new IllegalStateException("Processor time is read in /proc, which only Linux has");
        }
        Path root = options.path("root").orElse(Path.of("").toAbsolutePath());
        Servers servers = new Servers(root, options.path("node"));
        Path out = options.path("out").orElse(root.resolve("bench/target/samples.csv"));
        List<Server> chosen = new ArrayList<>();
        for (String id : options.words("servers", "engine,floor,floor-boring,smtp-sink")) {
            Server server = servers.named(id).orElseThrow(() -> new IllegalArgumentException("No server " + id));
            if (server.absence().isPresent()) {
                System.err.println(
                        server.title() + " is not measured: " + server.absence().get());
            } else {
                chosen.add(server);
            }
        }
        List<Scenario> scenarios = options.words("scenarios", "a,b,c,cb,i,d,e").stream()
                .map(id -> Scenario.named(id).orElseThrow(() -> new IllegalArgumentException("No scenario " + id)))
                .toList();
        Samples samples = measure(
                chosen,
                scenarios,
                options.number("rounds", 3),
                options.decimal("seconds", 2),
                options.decimal("warm", 5),
                root,
                out);
        for (Server server : chosen) {
            StringBuilder row = new StringBuilder(String.format("%-14s", server.id()));
            for (Scenario scenario : scenarios) {
                row.append(String.format(
                        "%s=%.1f ",
                        scenario.id(),
                        samples.median(server.id(), scenario.id()).orElse(Double.NaN)));
            }
            System.out.println(row);
        }
        System.exit(0);
    }

    private static Samples measure(
            List<Server> servers,
            List<Scenario> scenarios,
            int rounds,
            double seconds,
            double warm,
            Path root,
            Path out)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path directory = Files.createDirectories(root.resolve("bench/target/servers"));
        Workplace place = new Workplace(directory, root, TestCertificate.in(directory));
        List<Sample> samples = new ArrayList<>();
        List<RunningServer> running = new ArrayList<>();
        try (Clients clients = new Clients();
                PrintStream lines = new PrintStream(Files.newOutputStream(out), true, StandardCharsets.UTF_8)) {
            for (Server server : servers) {
                running.add(RunningServer.start(server, place, Map.of()));
            }
            Window window = new Window(clients);
            for (Scenario scenario : scenarios) {
                for (int round = 0; round < rounds; round++) {
                    for (RunningServer server : running) {
                        if (!can(server.server(), scenario)) {
                            continue;
                        }
                        if (round == 0 && server.server().abilities().contains(Server.Ability.JVM)) {
                            window.warm(server, scenario, warm);
                        }
                        Sample sample = window.measure(server, scenario, round, seconds);
                        samples.add(sample);
                        lines.println(sample.line());
                        System.out.println(sample.line());
                    }
                }
            }
        } finally {
            running.forEach(RunningServer::close);
        }
        return new Samples(samples);
    }

    private static boolean can(Server server, Scenario scenario) {
        return (scenario.tls() == Scenario.Tls.NONE || server.abilities().contains(Server.Ability.STARTTLS))
                && (scenario.manner() != Scenario.Manner.CHUNKED
                        || server.abilities().contains(Server.Ability.CHUNKING));
    }
}
