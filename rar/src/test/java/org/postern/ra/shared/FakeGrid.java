package org.postern.ra.shared;

import java.io.Serial;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** A data grid with the methods that Hazelcast has, and its habit to let an entry stay for ever that is replaced. */
final class FakeGrid implements GridInstance {
    private final Map<String, FakeMap> maps = new ConcurrentHashMap<>();
    private volatile boolean down;

    @Override
    @SuppressWarnings("unchecked") // As the grid does.
    public <K, V> GridMap<K, V> getMap(String name) {
        return (GridMap<K, V>) maps.computeIfAbsent(name, anew -> new FakeMap());
    }

    void shutDown() {
        down = true;
    }

    /** Milliseconds that entries may stay, of all maps; those that stay for ever are -1. */
    Map<Object, Long> staying() {
        Map<Object, Long> all = new ConcurrentHashMap<>();
        maps.values().forEach(map -> map.keySet().forEach(key -> all.put(key, map.staying.getOrDefault(key, -1L))));
        return all;
    }

    private final class FakeMap extends ConcurrentHashMap<Object, Object> implements GridMap<Object, Object> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Map<Object, Long> staying = new ConcurrentHashMap<>();

        @Override
        public Object get(Object key) {
            check(key);
            return super.get(key);
        }

        @Override
        public Object putIfAbsent(Object key, Object value, long time, TimeUnit unit) {
            check(key);
            check(value);
            Object before = super.putIfAbsent(key, value);
            if (before == null) {
                staying.put(key, unit.toMillis(time));
            }
            return before;
        }

        @Override
        public boolean setTtl(Object key, long time, TimeUnit unit) {
            check(key);
            staying.put(key, unit.toMillis(time));
            return containsKey(key);
        }

        @Override
        public boolean replace(Object key, Object before, Object after) {
            check(after);
            boolean done = super.replace(key, before, after);
            if (done) {
                staying.remove(key);
            }
            return done;
        }

        /** The other members have the JDK's classes alone. */
        private void check(Object serialised) {
            if (down) {
                throw new IllegalStateException("Hazelcast instance is not active!");
            }
            if (serialised.getClass().getClassLoader() != null) {
                throw new IllegalArgumentException("ClassNotFoundException: " + serialised.getClass());
            }
        }
    }
}

/** As {@code HazelcastInstance}. */
interface GridInstance {
    <K, V> GridMap<K, V> getMap(String name);
}

/** As {@code IMap}. */
interface GridMap<K, V> extends ConcurrentMap<K, V> {
    V putIfAbsent(K key, V value, long time, TimeUnit unit);

    boolean setTtl(K key, long time, TimeUnit unit);
}
