package org.postern.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of each cell on each server: {@code target/servers.md}, and with {@code -Dpostern.rewrite=true} the page of the
 * servers, if all of them were there and all cells were asked for.
 */
final class ServerTable {
    private static final Path FILE = Path.of("target", "servers.md");
    private static final Path PAGE = Path.of("..", "docs", "servers", "README.md");
    private static final String BEGIN = "<!-- servers -->\n";
    private static final String END = "<!-- /servers -->\n";

    private final Map<Candidate, Map<Cell, Outcome>> outcomes = new LinkedHashMap<>();
    private final Map<Candidate, Outcome> whole = new LinkedHashMap<>();
    private final Map<Candidate, Duration> times = new LinkedHashMap<>();

    void note(Candidate candidate, Cell cell, Outcome outcome) throws IOException {
        outcomes.computeIfAbsent(candidate, key -> new EnumMap<>(Cell.class)).put(cell, outcome);
        write();
    }

    /** What became of the server: it was absent, or has not started. */
    void note(Candidate candidate, Outcome outcome) throws IOException {
        whole.put(candidate, outcome);
        outcomes.putIfAbsent(candidate, new EnumMap<>(Cell.class));
        write();
    }

    /** How long it lived. */
    void noteTime(Candidate candidate, Duration time) throws IOException {
        times.put(candidate, time);
        write();
    }

    /** Each time: a run is long, and may be interrupted. */
    private void write() throws IOException {
        Files.writeString(FILE, render());
    }

    void publish() throws IOException {
        if (Boolean.getBoolean("postern.rewrite")) {
            rewrite(render());
        }
    }

    private void rewrite(String table) throws IOException {
        if (outcomes.size() != Fleet.all().size()
                || outcomes.values().stream().anyMatch(cells -> cells.size() != Cell.values().length)) {
            throw new IllegalStateException("The page is written by a run of all cells on all servers");
        }
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        Files.writeString(PAGE, before + table + page.substring(page.indexOf(END)));
    }

    private String render() {
        List<String> notes = new ArrayList<>();
        StringBuilder table = new StringBuilder();
        row(table, " ", outcomes.keySet().stream().map(ServerTable::heading).toList());
        row(table, "---", outcomes.keySet().stream().map(candidate -> "---").toList());
        for (Cell cell : Cell.values()) {
            if (outcomes.values().stream().anyMatch(cells -> cells.containsKey(cell)) || outcomes.isEmpty()) {
                row(
                        table,
                        cell.sentence(),
                        outcomes.keySet().stream()
                                .map(candidate -> entry(candidate, cell, notes))
                                .toList());
            }
        }
        row(
                table,
                "seconds",
                outcomes.keySet().stream()
                        .map(candidate -> times.containsKey(candidate)
                                ? String.valueOf(times.get(candidate).toSeconds())
                                : "-")
                        .toList());
        if (!notes.isEmpty()) {
            table.append('\n');
        }
        for (int i = 0; i < notes.size(); i++) {
            table.append(i + 1).append(". ").append(notes.get(i)).append('\n');
        }
        return table.toString();
    }

    private String entry(Candidate candidate, Cell cell, List<String> notes) {
        Outcome outcome = outcomes.get(candidate).getOrDefault(cell, whole.get(candidate));
        if (outcome == null) {
            return "not run";
        }
        return switch (outcome.kind()) {
            case HELD -> "yes";
            case LIMITED -> "no (" + number("`" + outcome.text() + "`", notes) + ")";
            case FAILED -> "**failed** (" + number(outcome.text(), notes) + ")";
            case ABSENT -> "absent (" + number(outcome.text(), notes) + ")";
        };
    }

    private static int number(String note, List<String> notes) {
        String line = note.lines().map(String::strip).collect(Collectors.joining(" "));
        if (!notes.contains(line)) {
            notes.add(line);
        }
        return notes.indexOf(line) + 1;
    }

    private static String heading(Candidate candidate) {
        return candidate.title() + ", JDK " + candidate.jdk();
    }

    private static void row(StringBuilder table, String first, List<String> others) {
        table.append("| ")
                .append(first)
                .append(" | ")
                .append(String.join(" | ", others))
                .append(" |\n");
    }
}
