package org.postern.simulation;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the envelopes of strangers make the adapter keep, as far as they have been told that it does. */
final class Hoards {
    /** As documented: nobody has more. */
    private static final int LARGEST_PART = 8;

    private final World world;
    private final long budget;
    private final Map<Link, Long> held = new LinkedHashMap<>();

    /**
     * Begins with none.
     *
     * @param budget what all envelopes together may take
     */
    Hoards(World world, long budget) {
        this.world = world;
        this.budget = budget;
    }

    /** A recipient was taken, of which so many octets must be kept. */
    void grow(Link link, long octets) {
        held.keySet().removeIf(one -> !one.isOpenAtServer());
        held.merge(link, octets, Long::sum);
        long all = held.values().stream().mapToLong(one -> one).sum();
        if (all > budget || held.get(link) > budget / LARGEST_PART) {
            world.violated("envelopes of " + all + " octets, " + held.get(link) + " of them on one connection, of "
                    + budget + " for all");
        }
    }
}
