package org.postern.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Two servers in the same rounds of one scenario. Immutable.
 *
 * @param ratios how often the one costs what the other does, in each round
 */
public record Comparison(String scenario, List<Double> ratios) {

    /** Of the rounds that both were measured in. */
    public static Comparison of(Samples samples, String scenario, String server, String other) {
        double[] mine = samples.values(server, scenario);
        double[] base = samples.values(other, scenario);
        return new Comparison(
                scenario,
                IntStream.range(0, Math.min(mine.length, base.length))
                        .mapToDouble(round -> mine[round] / base[round])
                        .boxed()
                        .toList());
    }

    /** The ratio of the round in the middle; not a number if there was none. */
    public double median() {
        return Samples.median(doubles()).orElse(Double.NaN);
    }

    /**
     * Whether the one costs more, and not by chance: the median is above what is allowed, and it costs more than the other in all
     * rounds but one.
     *
     * @param most how often as much is allowed
     */
    public boolean isWorse(double most) {
        long more = ratios.stream().filter(ratio -> ratio > 1).count();
        return median() > most && more >= ratios.size() - 1;
    }

    private double[] doubles() {
        return ratios.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** A line for the console. */
    public String line(double most) {
        double[] sorted = doubles();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%-4s %.3f x  [%.3f to %.3f] in %d rounds: %s",
                scenario,
                median(),
                sorted[0],
                sorted[sorted.length - 1],
                ratios.size(),
                isWorse(most) ? "WORSE" : "fine");
    }
}
