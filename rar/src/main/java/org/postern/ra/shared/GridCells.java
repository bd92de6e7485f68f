package org.postern.ra.shared;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In a map of the data grid of Payara, Hazelcast: each server of the grid sees it. Only what the JDK knows goes into the map, because
 * the other members do not see our classes; the grid itself is seen by the names of its methods, because our class loader has its
 * classes on no server.
 *
 * <p>The grid removes what is over. It must be told so again after each replacement: a {@code replace} of an {@code IMap} makes the
 * entry stay for ever (seen: Payara Micro 6.2025.10), so when its time is over stands in the value as well. Thread-safe.
 */
final class GridCells implements Cells {
    /** Where Payara binds it, in each of its editions. */
    static final String NAME = "payara/Hazelcast";

    private static final String MAP = "org.postern.shared";
    private static final String SEPARATOR = " ";

    private final ConcurrentMap<Object, Object> map;
    private final Method putIfAbsent;
    private final Method setTtl;
    private final LongSupplier millis;

    /**
     * Takes the map of an instance of Hazelcast.
     *
     * @throws StoreException if it is none
     */
    @SuppressWarnings("unchecked") // An IMap is a ConcurrentMap of whatever is put into it.
    GridCells(Object hazelcast, LongSupplier millis) {
        this.millis = millis;
        try {
            Object found = call(method(hazelcast, "getMap", String.class), hazelcast, MAP);
            if (!(found instanceof ConcurrentMap<?, ?> concurrent)) {
                throw new StoreException("what is bound as " + NAME + " has no maps that can be shared");
            }
            map = (ConcurrentMap<Object, Object>) concurrent;
            putIfAbsent = method(map, "putIfAbsent", Object.class, Object.class, long.class, TimeUnit.class);
            setTtl = method(map, "setTtl", Object.class, long.class, TimeUnit.class);
        } catch (NoSuchMethodException e) {
            throw new StoreException("what is bound as " + NAME + " is no Hazelcast instance that is known", e);
        }
    }

    @Override
    public Optional<Cell> find(String key) {
        try {
            return Optional.ofNullable(map.get(key)).map(GridCells::read);
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    @Override
    public boolean insert(String key, Cell cell) {
        return call(putIfAbsent, map, key, written(cell), left(cell), TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public boolean replace(String key, Cell before, Cell after) {
        try {
            if (!map.replace(key, written(before), written(after))) {
                return false;
            }
        } catch (RuntimeException e) {
            throw failed(e);
        }
        call(setTtl, map, key, left(after), TimeUnit.MILLISECONDS);
        return true;
    }

    private long left(Cell cell) {
        return cell.left(millis.getAsLong()).toMillis();
    }

    private static String written(Cell cell) {
        return cell.until() + SEPARATOR + cell.value();
    }

    private static Cell read(Object written) {
        String[] parts = written.toString().split(SEPARATOR, 2);
        try {
            return new Cell(parts[parts.length - 1], Long.parseLong(parts[0]));
        } catch (NumberFormatException e) {
            throw new StoreException("the map " + MAP + " of the grid has entries of others", e);
        }
    }

    /** By the interface that says it: the class behind it may not be open to others. */
    private static Method method(Object of, String name, Class<?>... parameters) throws NoSuchMethodException {
        for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
            Optional<Method> found = Arrays.stream(type.getInterfaces())
                    .flatMap(each -> Stream.of(each.getMethods()))
                    .filter(each -> each.getName().equals(name) && Arrays.equals(each.getParameterTypes(), parameters))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static @Nullable Object call(Method method, Object of, Object... arguments) {
        try {
            return method.invoke(of, arguments);
        } catch (InvocationTargetException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException | RuntimeException e) {
            throw failed(e);
        }
    }

    private static StoreException failed(Throwable cause) {
        return cause instanceof StoreException known
                ? known
                : new StoreException("the data grid of the server does not answer: " + cause, cause);
    }
}
