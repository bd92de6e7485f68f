package org.postern.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A panel for each scenario, with a bar for each server, as long as its cost; each panel has its own scale. Immutable. */
public final class BarPicture {
    private static final int WIDTH = 1_120;
    private static final int COLUMNS = 2;
    private static final int PANEL = WIDTH / COLUMNS;
    private static final int NAMES = 210;
    private static final int NUMBERS = 60;
    private static final int ROW = 18;
    private static final int BAR = 12;
    private static final int HEADER = 34;
    private static final int GAP = 12;

    private final Samples samples;
    private final Map<String, String> titles;
    private final Map<String, String> scenarios;

    /**
     * Of one run.
     *
     * @param titles of servers, by their names, in the order of bars
     * @param scenarios their titles, by their names, in the order of panels
     */
    public BarPicture(Samples samples, Map<String, String> titles, Map<String, String> scenarios) {
        this.samples = samples;
        this.titles = new LinkedHashMap<>(titles);
        this.titles.keySet().removeIf(server -> scenarios.keySet().stream()
                .noneMatch(scenario -> samples.median(server, scenario).isPresent()));
        this.scenarios = scenarios;
    }

    @Override
    public String toString() {
        List<String> panels = scenarios.keySet().stream()
                .filter(scenario -> titles.keySet().stream()
                        .anyMatch(server -> samples.median(server, scenario).isPresent()))
                .toList();
        int height = HEADER + titles.size() * ROW + GAP;
        int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
        Svg picture = new Svg(WIDTH, Math.max(1, rows * height), "Costs of servers beside each other, by scenario");
        for (int i = 0; i < panels.size(); i++) {
            panel(picture, panels.get(i), i % COLUMNS * PANEL, i / COLUMNS * height);
        }
        return picture.toString();
    }

    private void panel(Svg picture, String scenario, int left, int top) {
        picture.text(
                left + GAP,
                top + HEADER - GAP,
                "title",
                "start",
                scenario + ": " + scenarios.get(scenario) + " ("
                        + Unit.of(scenario).sign() + ")");
        double most = titles.keySet().stream()
                .mapToDouble(server -> samples.median(server, scenario).orElse(0))
                .max()
                .orElse(1);
        List<String> servers = new ArrayList<>(titles.keySet());
        for (int i = 0; i < servers.size(); i++) {
            OptionalDouble cost = samples.median(servers.get(i), scenario);
            double y = top + HEADER + i * ROW;
            picture.text(left + NAMES, y + BAR - 2, "name", "end", titles.getOrDefault(servers.get(i), ""));
            if (cost.isPresent()) {
                double length = (PANEL - NAMES - NUMBERS - GAP) * Math.max(0, cost.getAsDouble()) / most;
                picture.bar(left + NAMES + GAP / 2, y, length, BAR, "c" + i % Svg.COLOURS);
                picture.text(
                        left + NAMES + GAP + length, y + BAR - 2, "cost", "start", Unit.number(cost.getAsDouble()));
            }
        }
    }
}
