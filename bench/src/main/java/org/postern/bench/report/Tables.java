package org.postern.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Tables in Markdown of what a run has measured. Immutable. */
public final class Tables {
    private final Samples samples;
    private final Map<String, String> titles;

    /**
     * Of one run.
     *
     * @param titles of servers, by their names, in the order of rows
     */
    public Tables(Samples samples, Map<String, String> titles) {
        this.samples = samples;
        this.titles = titles;
    }

    /** Each goal that was measured, with what was reached. */
    public String goals(List<Goal> goals) {
        StringBuilder text =
                new StringBuilder("| measured | scenario | cost | at most | reached | |\n|---|---|---|---|---|---|\n");
        for (Goal goal : goals) {
            OptionalDouble reached = goal.reached(samples);
            if (reached.isPresent()) {
                text.append(row(goal, reached.getAsDouble()));
            }
        }
        return text.toString();
    }

    private String row(Goal goal, double reached) {
        Unit unit = Unit.of(goal.scenario());
        double cost = samples.median(goal.server(), goal.scenario()).orElseThrow();
        String most = goal.beside()
                .map(other -> String.format(Locale.ROOT, "%.2f × %s", goal.most(), title(other)))
                .orElse(Unit.number(goal.most()) + " " + unit.sign());
        String found = goal.beside().isPresent()
                ? String.format(Locale.ROOT, "%.2f ×", reached)
                : Unit.number(reached) + " " + unit.sign();
        return "| " + title(goal.server()) + " | " + goal.scenario() + " | " + Unit.number(cost) + " " + unit.sign()
                + " | " + most + " | " + found + " | " + (goal.isMetBy(reached) ? "met" : "**missed**") + " |\n";
    }

    /** The medians of all servers, and of how many values they are, with wrong replies and lost connections where there were any. */
    public String costs(List<String> scenarios) {
        List<String> measured = scenarios.stream()
                .filter(scenario ->
                        samples.all().stream().anyMatch(one -> one.scenario().equals(scenario)))
                .toList();
        String header = measured.stream()
                .map(scenario -> scenario + ", " + Unit.of(scenario).sign())
                .collect(Collectors.joining(" | ", "| server | ", " |\n"));
        return header + "|---" + "|---".repeat(measured.size()) + "|\n"
                + titles.keySet().stream()
                        .filter(server -> samples.all().stream()
                                .anyMatch(one -> one.server().equals(server)))
                        .map(server -> "| " + title(server) + " | "
                                + measured.stream()
                                        .map(scenario -> cell(server, scenario))
                                        .collect(Collectors.joining(" | "))
                                + " |\n")
                        .collect(Collectors.joining());
    }

    /** What each curve costs with the least and the most. */
    public static String growth(List<Curve> curves) {
        StringBuilder text =
                new StringBuilder("| more and more | costs, µs | the most as often as the least |\n|---|---|---|\n");
        for (Curve curve : curves) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f × |%n",
                    curve.title(),
                    curve.points().stream()
                            .map(point ->
                                    String.format(Locale.ROOT, "%,d: %s", point.amount(), Unit.number(point.cost())))
                            .collect(Collectors.joining(", ")),
                    curve.growth()));
        }
        return text.toString();
    }

    private String cell(String server, String scenario) {
        OptionalDouble cost = samples.median(server, scenario);
        if (cost.isEmpty()) {
            return "";
        }
        long errors = samples.errors(server, scenario);
        return Unit.number(cost.getAsDouble()) + (errors > 0 ? " (" + errors + " errors)" : "");
    }

    private String title(String server) {
        return titles.getOrDefault(server, server);
    }
}
