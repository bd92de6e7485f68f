package org.postern.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** All values of a run. Immutable. */
public final class Samples {
    private final List<Sample> all;

    public Samples(List<Sample> all) {
        this.all = List.copyOf(all);
    }

    public List<Sample> all() {
        return all;
    }

    /** The median of all rounds; empty if there was none. */
    public OptionalDouble median(String server, String scenario) {
        return median(values(server, scenario));
    }

    /** The middle one, or the mean of the two in the middle; empty if there is none. */
    public static OptionalDouble median(double[] values) {
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    /** How often one costs what the other does; empty unless both were measured. */
    public OptionalDouble ratio(String server, String other, String scenario) {
        OptionalDouble mine = median(server, scenario);
        OptionalDouble base = median(other, scenario);
        return mine.isPresent() && base.isPresent() && base.getAsDouble() > 0
                ? OptionalDouble.of(mine.getAsDouble() / base.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Wrong replies and lost connections in all rounds. */
    public long errors(String server, String scenario) {
        return all.stream()
                .filter(sample -> is(sample, server, scenario))
                .mapToLong(Sample::errors)
                .sum();
    }

    /** The values of all rounds, in their order. */
    public double[] values(String server, String scenario) {
        return all.stream()
                .filter(sample -> is(sample, server, scenario))
                .mapToDouble(Sample::value)
                .toArray();
    }

    private static boolean is(Sample sample, String server, String scenario) {
        return sample.server().equals(server) && sample.scenario().equals(scenario);
    }
}
