package org.postern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postern.bench.load.Scenario;
import org.postern.bench.report.BarPicture;
import org.postern.bench.report.Conditions;
import org.postern.bench.report.Curve;
import org.postern.bench.report.CurvePicture;
import org.postern.bench.report.Goal;
import org.postern.bench.report.Page;
import org.postern.bench.report.Samples;
import org.postern.bench.report.Tables;
import org.postern.bench.server.Server;
import org.postern.bench.server.Servers;

/** Shows what a run has measured: on the console, and in the page of the documentation. */
final class Results {
    private static final String PAGE = "docs/performance.md";
    private static final String BARS = "docs/images/performance.svg";
    private static final String CURVES = "docs/images/growth.svg";

    private final Samples samples;
    private final Map<String, String> servers = new LinkedHashMap<>();
    private final Map<String, String> scenarios = new LinkedHashMap<>();

    Results(Samples samples, Servers all) {
        this.samples = samples;
        for (Server server : all.all()) {
            servers.put(server.id(), server.title());
        }
        for (Scenario scenario : Scenario.ALL) {
            scenarios.put(scenario.id(), scenario.title());
        }
        scenarios.put(FreshServer.COLD, "the first thousand messages, as often as later ones");
        scenarios.put(FreshServer.IDLE, "an idle connection after EHLO");
        scenarios.put(FreshServer.IDLE_TLS, "an idle connection after STARTTLS");
        scenarios.put(FreshServer.P99, "99 of 100 messages, 500 a second beside idle ones");
        scenarios.put(FreshServer.P999, "999 of 1,000 of them");
    }

    /** For the one who waits for it. */
    String text() {
        return tables().goals(Goal.ALL) + "\n" + costs();
    }

    /** Writes those parts of the page that this run has values for. */
    void write(Path root, Conditions conditions) throws IOException {
        Path file = root.resolve(PAGE);
        Page page = new Page(Files.readString(file));
        Files.createDirectories(root.resolve(BARS).getParent());
        if (Goal.ALL.stream().anyMatch(goal -> goal.reached(samples).isPresent())) {
            page = page.with("goals", conditions.sentence(samples) + "\n" + tables().goals(Goal.ALL))
                    .with("costs", costs());
            Files.writeString(root.resolve(BARS), new BarPicture(samples, servers, scenarios).toString());
        }
        List<Curve> curves = curves();
        if (!curves.isEmpty()) {
            page = page.with("growth", conditions.sentence(samples) + "\n" + Tables.growth(curves));
            Files.writeString(root.resolve(CURVES), new CurvePicture(curves).toString());
        }
        Files.writeString(file, page.text());
    }

    private List<Curve> curves() {
        List<Curve> curves = new ArrayList<>(Curve.of(samples, "engine", Growth.TITLES));
        curves.addAll(Curve.of(samples, "whole", Growth.TITLES));
        return curves;
    }

    private String costs() {
        return tables().costs(List.copyOf(scenarios.keySet()));
    }

    private Tables tables() {
        return new Tables(samples, servers);
    }
}
