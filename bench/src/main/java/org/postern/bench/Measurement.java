package org.postern.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.postern.bench.load.Clients;
import org.postern.bench.load.Scenario;
import org.postern.bench.report.Sample;
import org.postern.bench.server.RunningServer;
import org.postern.bench.server.Server;
import org.postern.bench.server.Server.Ability;
import org.postern.bench.server.Workplace;

/**
 * Measures servers one after the other in each round, so that what the machine does otherwise meets all of them alike.
 *
 * @param warmSeconds for which a JVM is let work in each scenario before it is measured
 * @param samples takes each value as it comes
 */
record Measurement(
        Workplace place, Clients clients, int rounds, double seconds, double warmSeconds, Consumer<Sample> samples) {

    private static final int FIRST_WARM = 2;

    /** In each scenario all servers, while the others are idle. */
    void together(List<Server> servers, List<Scenario> scenarios) throws IOException, InterruptedException {
        List<RunningServer> running = new ArrayList<>();
        try {
            for (Server server : servers) {
                running.add(RunningServer.start(server, place, Map.of()));
            }
            // What all scenarios need is compiled first: the first one is not to pay for that.
            for (RunningServer server : running) {
                if (server.server().abilities().contains(Ability.JVM)) {
                    new Window(clients).warm(server, scenarios.get(0), FIRST_WARM * warmSeconds);
                }
            }
            for (Scenario scenario : scenarios) {
                rounds(
                        running.stream()
                                .filter(server -> can(server.server(), scenario))
                                .toList(),
                        scenario);
            }
        } finally {
            running.forEach(RunningServer::close);
        }
    }

    /** The same with servers that run already. */
    void rounds(List<RunningServer> servers, Scenario scenario) throws InterruptedException {
        Window window = new Window(clients);
        for (RunningServer server : servers) {
            if (server.server().abilities().contains(Ability.JVM)) {
                window.warm(server, scenario, warmSeconds);
            }
        }
        for (int round = 0; round < rounds; round++) {
            List<RunningServer> turn = new ArrayList<>(servers);
            if (round % 2 == 1) {
                Collections.reverse(turn); // So that none is always measured after the same other.
            }
            for (RunningServer server : turn) {
                samples.accept(window.measure(server, scenario, round, seconds));
            }
        }
    }

    /** How each server begins. */
    void cold(List<Server> servers) throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            for (Server server : servers) {
                try (RunningServer fresh = RunningServer.start(server, place, Map.of())) {
                    new FreshServer(clients, seconds, samples).cold(fresh, scenario("a"), round);
                }
            }
        }
    }

    /** What an idle connection takes of each server's memory, without TLS and with it. */
    void idle(List<Server> servers, int plain, int secured) throws IOException, InterruptedException {
        for (Server server : servers) {
            idle(server, scenario("a"), plain);
            if (can(server, scenario("d"))) {
                idle(server, scenario("d"), secured);
            }
        }
    }

    private void idle(Server server, Scenario scenario, int count) throws IOException, InterruptedException {
        if (count > 0) {
            try (RunningServer fresh = RunningServer.start(server, place, Map.of())) {
                new FreshServer(clients, seconds, samples).idle(fresh, scenario, count, 0);
            }
        }
    }

    private static Scenario scenario(String id) {
        return Scenario.named(id).orElseThrow();
    }

    private static boolean can(Server server, Scenario scenario) {
        return (scenario.tls() == Scenario.Tls.NONE || server.abilities().contains(Ability.STARTTLS))
                && (scenario.manner() != Scenario.Manner.CHUNKED
                        || server.abilities().contains(Ability.CHUNKING));
    }
}
