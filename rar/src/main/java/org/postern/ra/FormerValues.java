package org.postern.ra;

import java.time.Duration;
import java.util.Map;
import org.postern.net.Moment;
import org.postern.ra.config.Property;

/**
 * What the next adapter goes on with if the container restarts this one with values that are refused. The console of
 * GlassFish changes a property by two restarts: the first one takes all properties away, so that the adapter has for some seconds
 * what it is shipped with. That is not what the administrator had before. Immutable.
 *
 * @param own of this adapter
 * @param before of the one in whose place it was started; empty if there was none
 * @param begin when it was started
 */
record FormerValues(Map<Property, String> own, Map<Property, String> before, Moment begin) {
    /** Between such restarts are seconds, and more where many beans have to end. */
    private static final Duration PASSING = Duration.ofMinutes(1);

    Map<Property, String> at(Moment end) {
        boolean passing = isAsShipped() && end.since(begin).compareTo(PASSING) < 0;
        return passing && !before.isEmpty() ? before : own;
    }

    /** Containers set what the descriptor says, or nothing. */
    private boolean isAsShipped() {
        return own.entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(entry.getKey().defaultValue()));
    }
}
