package org.postern.console;

import java.util.TreeMap;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** What an adapter has counted, and what it has in use, at one moment. Immutable. */
record Figures(
        long accepted, long deferred, long refused, long octets, long connections, long waiting, Durations deliveries) {
    static final String[] ATTRIBUTES = {
        "MessagesAccepted", "MessagesDeferred", "MessagesRefused", "MessageOctets", "Connections", "DeliveryTime"
    };

    static Figures of(Bean adapter, long waiting) {
        return new Figures(
                adapter.number("MessagesAccepted").orElse(0L),
                adapter.number("MessagesDeferred").orElse(0L),
                adapter.number("MessagesRefused").orElse(0L),
                adapter.number("MessageOctets").orElse(0L),
                adapter.number("Connections").orElse(0L),
                waiting,
                Durations.of(adapter.attributes().get("DeliveryTime")));
    }

    /** Whether nothing was counted less than then; if something was, the adapter counts anew. */
    boolean isAfter(Figures then) {
        return accepted >= then.accepted
                && deferred >= then.deferred
                && refused >= then.refused
                && octets >= then.octets
                && deliveries.count >= then.deliveries.count;
    }

    /** How long beans took: buckets by their bound in seconds, each with the shorter ones in it. */
    record Durations(long count, double seconds, TreeMap<Double, Long> buckets) {
        static Durations of(@Nullable Object value) {
            TreeMap<Double, Long> buckets = new TreeMap<>();
            if (!(value instanceof CompositeData data)
                    || !data.containsKey("count")
                    || !data.containsKey("sumSeconds")) {
                return new Durations(0, 0, buckets);
            }
            if (data.containsKey("buckets") && data.get("buckets") instanceof TabularData table) {
                table.values().stream()
                        .map(CompositeData.class::cast)
                        .forEach(row -> buckets.put(bound((String) row.get("key")), (Long) row.get("value")));
            }
            return new Durations((Long) data.get("count"), (Double) data.get("sumSeconds"), buckets);
        }

        private static double bound(String key) {
            return key.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(key);
        }

        /** The bound of the bucket that 95 of 100 deliveries since then were within; not a number if there were none. */
        double mostWithin(Durations before) {
            long all = count - before.count;
            if (all <= 0) {
                return Double.NaN;
            }
            for (var bucket : buckets.entrySet()) {
                long within = bucket.getValue() - before.buckets.getOrDefault(bucket.getKey(), 0L);
                if (within * 100 >= all * 95) {
                    return bucket.getKey();
                }
            }
            return Double.NaN;
        }
    }
}
