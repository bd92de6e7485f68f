package org.postern.ra.management;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each of several things has happened. There is an end to how many are told apart, since peers and beans have a
 * say in what happens. Thread-safe; a thread waits for another only when something happens for the first time.
 */
public final class Tally {
    private static final String OTHERS = "others";
    static final int MOST = 200;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    public void add(String what, long times) {
        LongAdder known = counts.get(what);
        (known == null ? adder(what) : known).add(times);
    }

    /** Those that have happened, in the order of the alphabet. */
    public Map<String, Long> byKind() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((what, adder) -> sums.put(what, adder.sum()));
        return sums;
    }

    /** Of all whose name begins so. */
    public long sum(String beginning) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(beginning))
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    private LongAdder adder(String what) {
        return counts.computeIfAbsent(counts.size() < MOST ? what : others(what), first -> new LongAdder());
    }

    /** Replies stay with those that mean the same to senders. */
    private static String others(String what) {
        boolean reply = !what.isEmpty() && Character.isDigit(what.charAt(0));
        return reply ? what.charAt(0) + "xx " + OTHERS : OTHERS;
    }
}
