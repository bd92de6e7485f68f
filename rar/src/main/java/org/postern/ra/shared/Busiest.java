package org.postern.ra.shared;

import java.util.Map;
import java.util.stream.Collectors;

/** Those whose counts are worth calls of the store. */
final class Busiest {
    /** However many are busy, as in a flood, the store is called no more often. */
    static final int MOST = 10;

    private Busiest() {}

    static <K> Map<K, Integer> of(Map<K, Integer> counts, int atLeast) {
        return counts.entrySet().stream()
                .filter(one -> one.getValue() >= atLeast)
                .sorted(Map.Entry.<K, Integer>comparingByValue().reversed())
                .limit(MOST)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
