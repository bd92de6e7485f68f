package org.postern.ra;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.postern.net.ConnectionCounter.Limit;
import org.postern.net.HandshakeFailure;
import org.postern.smtp.Sighting;
import org.postern.smtp.Step.CloseReason;

/** What has happened at one local address since the adapter was started. Thread-safe. */
final class AddressCounters {
    private static final int MAX_CODES = 200;

    private final LongAdder completed = new LongAdder();
    private final LongAdder impossible = new LongAdder();
    private final LongAdder withdrawn = new LongAdder();
    private final Map<HandshakeFailure, LongAdder> failed = adders(HandshakeFailure.class);
    private final Map<Sighting, LongAdder> sighted = adders(Sighting.class);
    private final Map<Limit, LongAdder> refused = adders(Limit.class);
    private final Map<CloseReason, LongAdder> closed = adders(CloseReason.class);
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();

    void handshakeCompleted() {
        completed.increment();
    }

    void handshakeFailed(HandshakeFailure failure) {
        adder(failed, failure).increment();
    }

    void tlsImpossible() {
        impossible.increment();
    }

    void tlsWithdrawn() {
        withdrawn.increment();
    }

    void sighted(Sighting sighting) {
        adder(sighted, sighting).increment();
    }

    void connectionRefused(Limit limit) {
        adder(refused, limit).increment();
    }

    void connectionClosed(CloseReason reason) {
        adder(closed, reason).increment();
    }

    /** A listener can choose any codes: there is an end to how many are told apart. */
    void refusedWith(String codes) {
        String key = refusals.size() < MAX_CODES || refusals.containsKey(codes) ? codes : "others";
        refusals.computeIfAbsent(key, absent -> new LongAdder()).increment();
    }

    /** By limit, in words; without those that were not reached. */
    Map<String, Long> connectionsRefused() {
        return sums(refused);
    }

    /** By reason, in words; without those that did not happen. */
    Map<String, Long> connectionsClosed() {
        return sums(closed);
    }

    /** By code and enhanced code. */
    Map<String, Long> refusals() {
        Map<String, Long> sums = new TreeMap<>();
        refusals.forEach((codes, adder) -> sums.put(codes, adder.sum()));
        return sums;
    }

    long handshakesCompleted() {
        return completed.sum();
    }

    /** By cause, in words; without those that did not happen. */
    Map<String, Long> handshakesFailed() {
        return sums(failed);
    }

    long timesImpossible() {
        return impossible.sum();
    }

    long timesWithdrawn() {
        return withdrawn.sum();
    }

    /** By kind, in words; without those that did not happen. */
    Map<String, Long> sightings() {
        return sums(sighted);
    }

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> kind) {
        Map<E, LongAdder> adders = new EnumMap<>(kind);
        Arrays.stream(kind.getEnumConstants()).forEach(one -> adders.put(one, new LongAdder()));
        return adders;
    }

    private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E kind) {
        // All were put in at the beginning, so that the map is never changed.
        return Objects.requireNonNull(adders.get(kind));
    }

    private static <E extends Enum<E>> Map<String, Long> sums(Map<E, LongAdder> adders) {
        Map<String, Long> sums = new TreeMap<>();
        adders.forEach((kind, adder) -> {
            if (adder.sum() > 0) {
                sums.put(LogText.words(kind), adder.sum());
            }
        });
        return sums;
    }
}
