package org.postern.monitoring;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the exporter said at one moment. */
record Scrape(String text, List<Figure> figures) {
    static Scrape of(String text) {
        return new Scrape(
                text,
                text.lines()
                        .filter(line -> line.startsWith("postern_"))
                        .map(Figure::of)
                        .toList());
    }

    Set<String> metrics() {
        return figures.stream().map(Figure::metric).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the labels that any figure of a metric has. */
    Set<String> labels(String metric) {
        return figures.stream()
                .filter(figure -> figure.metric().equals(metric))
                .flatMap(figure -> figure.labels().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The values that a label of a metric has. */
    Set<String> labels(String metric, String label) {
        return figures.stream()
                .filter(figure ->
                        figure.metric().equals(metric) && figure.labels().containsKey(label))
                .map(figure -> figure.labels().get(label))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<Figure> all(String metric, Map<String, String> labels) {
        return figures.stream()
                .filter(figure -> figure.metric().equals(metric) && figure.has(labels))
                .toList();
    }

    /** The sum of those with these labels; fails if there are none. */
    double sum(String metric, Map<String, String> labels) {
        List<Figure> found = all(metric, labels);
        if (found.isEmpty()) {
            throw new AssertionError("No " + metric + " with " + labels);
        }
        return found.stream().mapToDouble(Figure::value).sum();
    }
}
