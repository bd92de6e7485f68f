package org.postern.bench.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a cost changes with how much there is of something. Immutable.
 *
 * @param title what there is more and more of
 * @param points at least one, the least amount first
 */
public record Curve(String title, List<Point> points) {

    /**
     * One of its values.
     *
     * @param amount at least 1
     */
    public record Point(int amount, double cost) {}

    /** What was measured with the least. */
    public Point first() {
        return points.get(0);
    }

    /** What was measured with the most. */
    public Point last() {
        return points.get(points.size() - 1);
    }

    /** What the most costs, as often as what the least does. Flat is 1. */
    public double growth() {
        return last().cost() / first().cost();
    }

    /**
     * Those that a run has measured for one server. A scenario with an amount behind a colon is a point of the curve of its name.
     *
     * @param titles by the names of curves
     */
    public static List<Curve> of(Samples samples, String server, Map<String, String> titles) {
        return titles.entrySet().stream()
                .map(entry -> new Curve(entry.getValue(), points(samples, server, entry.getKey() + ":")))
                .filter(curve -> !curve.points().isEmpty())
                .toList();
    }

    private static List<Point> points(Samples samples, String server, String prefix) {
        return samples.all().stream()
                .map(Sample::scenario)
                .filter(scenario -> scenario.startsWith(prefix))
                .distinct()
                .flatMap(scenario -> point(samples, server, scenario, prefix).stream())
                .sorted(Comparator.comparingInt(Point::amount))
                .toList();
    }

    private static Optional<Point> point(Samples samples, String server, String scenario, String prefix) {
        int amount = Integer.parseInt(scenario.substring(prefix.length()));
        return samples.median(server, scenario).stream()
                .mapToObj(cost -> new Point(amount, cost))
                .findFirst();
    }

    /** How often as much as at first each point costs. */
    Stream<Point> relative() {
        return points.stream().map(point -> new Point(point.amount(), point.cost() / first().cost()));
    }
}
