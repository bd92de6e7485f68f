package org.postern.ra.shared;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.postern.net.Moment;
import org.postern.net.Time;

/** How many instances share the store, as each of them tells now and then. For one thread at a time. */
final class Instances {
    private static final Duration SLOT = Duration.ofSeconds(10);

    /** The others may have begun in the same moment. */
    private static final Duration UNKNOWN = SLOT.multipliedBy(2);

    private static final String KEY = "instances";

    private final Time time;
    private final SlotSums sums;
    private Optional<Moment> begun = Optional.empty();
    private long count = Long.MAX_VALUE;

    Instances(Time time) {
        this.time = time;
        this.sums = new SlotSums(SLOT, time.clock()::millis);
    }

    /** Tells that this one is there, and hears of the others. Blocks. */
    void exchange(SharedStore store) {
        Moment now = time.moment();
        long others = sums.exchange(store, Map.of(KEY, 1)).getOrDefault(KEY, 0L);
        boolean isKnown =
                begun.filter(first -> now.since(first).compareTo(UNKNOWN) >= 0).isPresent();
        begun = begun.or(() -> Optional.of(now));
        count = isKnown ? others + 1 : Long.MAX_VALUE;
    }

    void forget() {
        sums.forget();
        begun = Optional.empty();
        count = Long.MAX_VALUE;
    }

    /** From how many on it is worth telling the others: what all of them together keep to themselves is less than half a limit. */
    int worthTelling(int limit) {
        return (int) Math.max(1, limit / 2 / count);
    }
}
