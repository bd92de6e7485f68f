package org.postern.ra.shared;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.postern.net.Everywhere;
import org.postern.net.IpNetwork;
import org.postern.net.Moment;
import org.postern.net.Time;

/** How many of something each peer has at the moment, at all instances: as they have told each other last. Thread-safe. */
final class CommonGauge implements Everywhere {
    private static final Duration SLOT = Duration.ofSeconds(1);

    /** What was heard then says nothing of now. */
    static final Duration STALE = Duration.ofSeconds(5);

    private final String name;
    private final Time time;
    private final SlotSums sums;
    private volatile Heard heard;

    private record Heard(Map<IpNetwork, Long> others, Moment at) {}

    /**
     * Has heard nothing.
     *
     * @param name of what is counted
     */
    CommonGauge(String name, Time time) {
        this.name = name;
        this.time = time;
        this.sums = new SlotSums(SLOT, time.clock()::millis);
        this.heard = new Heard(Map.of(), time.moment());
    }

    @Override
    public int count(IpNetwork whose, int here) {
        Heard latest = heard;
        long others = latest.others().getOrDefault(whose, 0L);
        boolean isCurrent = others > 0 && time.moment().since(latest.at()).compareTo(STALE) < 0;
        return isCurrent ? (int) Math.min(Integer.MAX_VALUE, here + others) : here;
    }

    /**
     * Tells the others, and hears of them. By one thread at a time. Blocks.
     *
     * @param here how many there are at this instance
     * @param atLeast fewer are not worth it
     */
    void exchange(SharedStore store, Map<IpNetwork, Integer> here, int atLeast) {
        Map<String, IpNetwork> keys = new HashMap<>();
        Map<String, Integer> tells = new HashMap<>();
        Busiest.of(here, atLeast).forEach((whose, count) -> {
            String key = name + "-" + Digests.of(name + " " + whose);
            keys.put(key, whose);
            tells.put(key, count);
        });
        Map<String, Long> all = sums.exchange(store, tells);
        Map<String, Long> others = sums.mayBeOwn() ? Map.of() : all;
        heard = new Heard(
                others.entrySet().stream()
                        .filter(one -> keys.containsKey(one.getKey()))
                        .collect(Collectors.toUnmodifiableMap(one -> keys.get(one.getKey()), Map.Entry::getValue)),
                time.moment());
    }

    /** The others cannot be heard. */
    void forget() {
        sums.forget();
        heard = new Heard(Map.of(), time.moment());
    }
}
