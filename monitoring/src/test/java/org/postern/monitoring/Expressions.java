package org.postern.monitoring;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** The expressions of dashboard and alerts, as they stand in their files. */
final class Expressions {
    static final Path ALERTS = Path.of("alerts.yml");
    static final Path DASHBOARD = Path.of("grafana-dashboard.json");

    private static final Pattern SELECTOR = Pattern.compile("(postern_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern COMMA = Pattern.compile(",\\s*");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|ignoring) \\(([^)]*)\\)");

    private Expressions() {}

    /** By the name of the alert. */
    static Map<String, Map<String, Object>> alerts() throws IOException {
        Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(Files.readString(ALERTS));
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        file.get("groups").get(0).get("rules").forEach(rule -> all.put((String) rule.get("alert"), rule));
        return all;
    }

    static JsonObject dashboard() throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(DASHBOARD))) {
            return reader.readObject();
        }
    }

    /** By the title of the panel and the letter of the query; the variables stand for everything, as they do at first. */
    static Map<String, String> panels() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (JsonObject panel : dashboard().getJsonArray("panels").getValuesAs(JsonObject.class)) {
            JsonArray targets = panel.getJsonArray("targets");
            for (JsonObject target : targets.getValuesAs(JsonObject.class)) {
                all.put(
                        panel.getString("title") + ' ' + target.getString("refId"),
                        target.getString("expr")
                                .replace("$adapter", ".*")
                                .replace("$instance", ".*")
                                .replace("$__rate_interval", "1m"));
            }
        }
        return all;
    }

    static Map<String, String> all() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        alerts().forEach((name, rule) -> all.put(name, (String) rule.get("expr")));
        all.putAll(panels());
        return all;
    }

    /** What an expression selects: metrics, and the values that labels must have, or have to match. */
    static List<Selector> selectors(String expression) {
        return SELECTOR.matcher(expression)
                .results()
                .map(one -> new Selector(
                        one.group(1),
                        MATCHER.matcher(one.group(2) == null ? "" : one.group(2))
                                .results()
                                .map(MatchResult::group)
                                .toList()))
                .toList();
    }

    /** The labels that it groups by, or compares. */
    static List<String> groupings(String expression) {
        return GROUPING.matcher(expression)
                .results()
                .flatMap(one -> COMMA.splitAsStream(one.group(1)))
                .toList();
    }

    /**
     * A metric, and what its labels must be.
     *
     * @param matchers as in {@code code=~"4.."}
     */
    record Selector(String metric, List<String> matchers) {
        List<String> labels() {
            return matchers.stream().map(one -> one.replaceFirst("\\W.*", "")).collect(Collectors.toList());
        }
    }

    static List<JsonValue> variables() throws IOException {
        return dashboard().getJsonObject("templating").getJsonArray("list");
    }
}
