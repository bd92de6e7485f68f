package org.postern.console;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures of one adapter at equal distances, for as long as the ring goes. */
final class Series {
    static final List<String> COLUMNS = List.of(
            "time",
            "accepted",
            "deferred",
            "refused",
            "size",
            "meanSeconds",
            "mostWithinSeconds",
            "connections",
            "waiting");

    private final Duration distance;
    private final Ring ring;
    private @Nullable Instant last;
    private @Nullable Figures before;

    Series(Duration distance, Duration span) {
        this.distance = distance;
        this.ring = new Ring((int) span.dividedBy(distance), COLUMNS.size());
    }

    boolean isDue(Instant now) {
        return last == null || now.isBefore(last) || !now.isBefore(last.plus(distance));
    }

    /** Keeps what has changed since the last time; counts that are smaller than then have begun again, and so does a clock. */
    synchronized void add(Instant now, Figures figures) {
        if (last != null && now.isBefore(last)) {
            ring.clear();
            before = null;
        }
        if (before != null && last != null) {
            Figures then = figures.isAfter(before) ? before : nothing();
            double seconds = Math.max(1e-3, Duration.between(last, now).toMillis() / 1e3);
            long answered = all(figures) - all(then);
            long delivered = figures.deliveries().count() - then.deliveries().count();
            ring.add(new double[] {
                now.getEpochSecond(),
                (figures.accepted() - then.accepted()) / seconds,
                (figures.deferred() - then.deferred()) / seconds,
                (figures.refused() - then.refused()) / seconds,
                mean((double) (figures.octets() - then.octets()), answered),
                mean(figures.deliveries().seconds() - then.deliveries().seconds(), delivered),
                figures.deliveries().mostWithin(then.deliveries()),
                figures.connections(),
                figures.waiting()
            });
        }
        last = now;
        before = figures;
    }

    private static Figures nothing() {
        return new Figures(0, 0, 0, 0, 0, 0, Figures.Durations.of(null));
    }

    private static long all(Figures figures) {
        return figures.accepted() + figures.deferred() + figures.refused();
    }

    private static double mean(double sum, long count) {
        return count > 0 ? sum / count : Double.NaN;
    }

    private static double shortened(double value) {
        return Double.isFinite(value) ? Math.round(value * 1e4) / 1e4 : value;
    }

    /** An array for each column, the oldest first; null where there was nothing to measure. */
    synchronized JsonObject columns() {
        JsonObjectBuilder columns = Json.createObjectBuilder();
        for (int i = 0; i < COLUMNS.size(); i++) {
            JsonArrayBuilder values = Json.createArrayBuilder();
            for (double value : ring.column(i)) {
                values.add(JsonValues.of(i == 0 ? (Number) (long) value : (Number) shortened(value)));
            }
            columns.add(COLUMNS.get(i), values);
        }
        return columns.build();
    }
}
