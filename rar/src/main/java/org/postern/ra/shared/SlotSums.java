package org.postern.ra.shared;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Sums of what the instances have at the moment. Each tells its own once in a slot of time, and hears the sum of the slot before, which is
 * complete. Each slot has a key of its own, so that what an instance has told is over soon when the instance has ended. For one thread
 * at a time.
 */
final class SlotSums {
    /** Slots are those of the clocks of the servers, which may differ by one: a key has been over for long when it comes again. */
    private static final int KEYS = 8;

    private static final int KEPT = 4;

    private final Duration slot;
    private final LongSupplier millis;
    private long latest;

    /** In so many slots what is heard may be this instance's own: its clock was set back, and it has told it there before. */
    private int doubtful;

    private Map<String, Integer> told = Map.of();
    private Map<String, Long> heard = Map.of();
    private Map<String, Long> others = Map.of();

    /**
     * Has told nothing.
     *
     * @param slot how often it is told
     */
    SlotSums(Duration slot, LongSupplier millis) {
        this.slot = slot;
        this.millis = millis;
    }

    /**
     * Tells what is here, unless that was told in this slot, and hears of the same keys.
     *
     * @return what the other instances have; of the last two slots the greater one, because an instance may miss one
     */
    Map<String, Long> exchange(SharedStore store, Map<String, Integer> here) {
        long now = millis.getAsLong() / slot.toMillis();
        if (now == latest) {
            return others;
        }
        Map<String, Integer> toldBefore = latest == now - 1 ? told : Map.of();
        Map<String, Integer> tells = new HashMap<>();
        Map<String, Long> hears = new HashMap<>();
        doubtful = now < latest ? KEYS + 2 : Math.max(0, doubtful - 1);
        latest = now;
        told = tells;
        here.forEach((key, count) -> {
            try {
                store.increment(key(key, now), count, kept());
                tells.put(key, count);
                long sum = store.increment(key(key, now - 1), 0, kept());
                hears.put(key, Math.max(0, sum - toldBefore.getOrDefault(key, 0)));
            } catch (ContendedException e) { // The others lack it this once.
                hears.put(key, heard.getOrDefault(key, 0L));
            }
        });
        others = greater(hears, heard);
        heard = hears;
        return others;
    }

    /** Whether what was heard may be what this instance has told itself. */
    boolean mayBeOwn() {
        return doubtful > 0;
    }

    /** Has heard nothing. */
    void forget() {
        heard = Map.of();
        others = Map.of();
    }

    private static Map<String, Long> greater(Map<String, Long> now, Map<String, Long> before) {
        Map<String, Long> greater = new HashMap<>(now);
        greater.replaceAll((key, sum) -> Math.max(sum, before.getOrDefault(key, 0L)));
        return Map.copyOf(greater);
    }

    private Duration kept() {
        return slot.multipliedBy(KEPT);
    }

    private static String key(String key, long slot) {
        return key + "-" + Math.floorMod(slot, KEYS);
    }
}
