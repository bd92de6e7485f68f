package org.postern.bench.report;

import java.util.Locale;
import java.util.Optional;

/**
 * One measured value. Immutable.
 *
 * @param server what was measured
 * @param scenario how
 * @param round in which round of the run; 0 is the first
 * @param value the cost: its unit is that of the scenario
 * @param errors wrong replies and lost connections while it was measured
 * @param otherCores processor time of other programs meanwhile, in processors: the value is less certain the more there is
 */
public record Sample(String server, String scenario, int round, double value, long errors, double otherCores) {
    private static final int FIELDS = 6;

    /** As a line of a file. */
    public String line() {
        return String.format(Locale.ROOT, "%s,%s,%d,%.4f,%d,%.3f", server, scenario, round, value, errors, otherCores);
    }

    /** Reads such a line; empty if it is another one. */
    public static Optional<Sample> read(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Sample(
                    fields[0],
                    fields[1],
                    Integer.parseInt(fields[2]),
                    Double.parseDouble(fields[3]),
                    Long.parseLong(fields[4]),
                    Double.parseDouble(fields[5])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
