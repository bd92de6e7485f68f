package org.postern.simulation;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What many runs have seen together, and the story of the first that went wrong. */
final class Summary {
    private final Map<String, Long> faults = new TreeMap<>();
    private final Map<String, Long> lines = new TreeMap<>();
    private final Map<String, Long> coverage = new TreeMap<>();
    private Optional<String> failure = Optional.empty();
    private long runs;
    private long steps;
    private long commands;
    private long connections;
    private long messages;
    private long commits;

    void add(Run.Result result) {
        runs++;
        steps += result.steps();
        commands += result.commands();
        connections += result.connections();
        messages += result.messages();
        commits += result.commits();
        result.faults().forEach((kind, count) -> faults.merge(kind, count, Long::sum));
        result.lines().forEach((id, count) -> lines.merge(id, count, Long::sum));
        result.coverage().forEach((what, count) -> coverage.merge(what, count, Long::sum));
        if (!result.isClean() && failure.isEmpty()) {
            failure = Optional.of("Seed " + result.seed() + " (-Dpostern.simulation.seed=" + result.seed() + "): "
                    + String.join("\n", result.violations()) + "\n\nWhat happened last:\n"
                    + String.join("\n", result.story()));
        }
    }

    boolean isClean() {
        return failure.isEmpty();
    }

    Optional<String> failure() {
        return failure;
    }

    @Override
    public String toString() {
        return "Simulation: " + runs + " runs, " + steps + " steps, " + connections + " connections, " + commands
                + " commands, " + messages + " messages, " + commits + " commits\n  faults " + faults + "\n  log lines "
                + lines + "\n  " + coverage.size() + " of state, command and reply " + coverage;
    }
}
