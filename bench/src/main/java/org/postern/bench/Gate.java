package org.postern.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.postern.bench.load.Clients;
import org.postern.bench.load.Scenario;
import org.postern.bench.report.Comparison;
import org.postern.bench.report.Sample;
import org.postern.bench.report.Samples;
import org.postern.bench.server.Server;
import org.postern.bench.server.Servers;
import org.postern.bench.server.TestCertificate;
import org.postern.bench.server.Workplace;

/** {@code bench/gate}: compares the engine of this build with that of another commit, and exits with 1 if it costs more. */
public final class Gate {
    private static final Set<String> OPTIONS =
            Set.of("root", "other", "scenarios", "rounds", "seconds", "warm", "most");
    private static final int ROUNDS = 7;
    private static final int LEAST_ROUNDS = 5;
    private static final double MOST = 1.1;

    private Gate() {}

    /** Measures both in turn. */
    public static void main(String[] args) throws Exception {
        Options options = Options.of(List.of(args), OPTIONS);
        Path root = options.path("root").orElseThrow();
        Servers servers = new Servers(root, options.path("node"));
        List<Server> both = List.of(
                servers.named("engine").orElseThrow(),
                Servers.engineOf(options.path("other").orElseThrow()));
        List<Scenario> scenarios = options.words("scenarios", "a,b,c,cb,i,d").stream()
                .map(id -> Scenario.named(id).orElseThrow(() -> new IllegalArgumentException("No scenario " + id)))
                .toList();
        int rounds = Math.max(LEAST_ROUNDS, options.number("rounds", ROUNDS));
        List<Sample> samples = new ArrayList<>();
        Path directory = Files.createDirectories(root.resolve("bench/target/gate"));
        Workplace place = new Workplace(directory, root, TestCertificate.in(directory));
        try (Clients clients = new Clients()) {
            new Measurement(
                            place,
                            clients,
                            rounds,
                            options.decimal("seconds", 2),
                            options.decimal("warm", 10),
                            samples::add)
                    .together(both, scenarios);
        }
        System.exit(judge(new Samples(samples), scenarios, options.decimal("most", MOST)) ? 0 : 1);
    }

    private static boolean judge(Samples samples, List<Scenario> scenarios, double most) {
        boolean fine = true;
        for (Scenario scenario : scenarios) {
            Comparison comparison = Comparison.of(samples, scenario.id(), "engine", "other");
            System.out.println(comparison.line(most));
            fine &= !comparison.isWorse(most);
        }
        return fine;
    }
}
