package org.postern.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a cost should be at most. Immutable.
 *
 * @param server whose cost
 * @param scenario in which scenario
 * @param beside beside which server's; empty for a cost that is said in its unit
 * @param most at most so often what that server costs, or at most so much
 */
public record Goal(String server, String scenario, Optional<String> beside, double most) {
    private static final String ENGINE = "engine";
    private static final String WHOLE = "whole";
    private static final String SINK = "smtp-sink";
    private static final String FLOOR = "floor";
    private static final String BORING = "floor-boring";

    /** What the adapter is to reach, the engine's first. */
    public static final List<Goal> ALL = List.of(
            ratio(ENGINE, "a", SINK, 1),
            ratio(ENGINE, "b", SINK, 1),
            ratio(ENGINE, "c", SINK, 1),
            ratio(ENGINE, "i", SINK, 1),
            ratio(ENGINE, "cb", FLOOR, 2),
            ratio(ENGINE, "d", BORING, 1.15),
            ratio(ENGINE, "d", "nodemailer", 0.5),
            ratio(ENGINE, "e", BORING, 1.15),
            ratio(ENGINE, "e", "nodemailer", 0.5),
            ratio(ENGINE, "f", FLOOR, 2),
            ratio(ENGINE, "ft", BORING, 2),
            cost(ENGINE, "idle", 3),
            cost(ENGINE, "idle-tls", 12),
            ratio(ENGINE, "p99", FLOOR, 2),
            cost(ENGINE, "cold", 3),
            ratio(WHOLE, "a", "subetha", 1),
            ratio(WHOLE, "b", "subetha", 1),
            cost(WHOLE, "c", 100),
            cost(WHOLE, "cb", 100),
            cost(WHOLE, "cold", 3));

    private static Goal ratio(String server, String scenario, String beside, double most) {
        return new Goal(server, scenario, Optional.of(beside), most);
    }

    private static Goal cost(String server, String scenario, double most) {
        return new Goal(server, scenario, Optional.empty(), most);
    }

    /** What was measured, in the same terms as the goal; empty if it was not measured, or the other server was not. */
    public OptionalDouble reached(Samples samples) {
        return beside.isPresent() ? samples.ratio(server, beside.get(), scenario) : samples.median(server, scenario);
    }

    /** Whether that is what it should be. */
    public boolean isMetBy(double reached) {
        return reached <= most;
    }
}
