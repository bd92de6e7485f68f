package org.postern.net;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A map of bounded size: when it is full, what was asked for longest ago goes. Not thread-safe. */
public final class LruMap<K, V> {
    private static final float LOAD_FACTOR = 0.75f;

    private final int capacity;
    private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, LOAD_FACTOR, true);

    public LruMap(int capacity) {
        this.capacity = capacity;
    }

    /** The value of a key, made if there is none; the key is the youngest then. */
    public V get(K key, Supplier<V> made) {
        V value = entries.computeIfAbsent(key, absent -> made.get());
        if (entries.size() > capacity) {
            entries.remove(entries.keySet().iterator().next());
        }
        return value;
    }

    /** The value of a key, if there is one; the key is the youngest then. */
    public Optional<V> peek(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** All, the oldest first; does not make them younger. */
    public Stream<Map.Entry<K, V>> entries() {
        return entries.entrySet().stream();
    }
}
