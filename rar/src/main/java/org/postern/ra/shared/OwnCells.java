package org.postern.ra.shared;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postern.net.Moment;
import org.postern.net.Time;

/** In the memory of this instance. Bounded: what was asked for longest ago goes. Thread-safe. */
final class OwnCells implements Cells {
    private static final float LOAD_FACTOR = 0.75f;

    private final int capacity;
    private final Map<String, Cell> cells = new LinkedHashMap<>(16, LOAD_FACTOR, true);

    private OwnCells(int capacity) {
        this.capacity = capacity;
    }

    /** A store of so many entries, which counts durations, whatever the clock on the wall is set to. */
    static CellStore store(int capacity, Time time) {
        Moment start = time.moment();
        return new CellStore(
                new OwnCells(capacity), () -> time.moment().since(start).toMillis());
    }

    @Override
    public boolean areCommon() {
        return false;
    }

    @Override
    public synchronized Optional<Cell> find(String key) {
        return Optional.ofNullable(cells.get(key));
    }

    @Override
    public synchronized boolean insert(String key, Cell cell) {
        boolean isNew = cells.putIfAbsent(key, cell) == null;
        if (cells.size() > capacity) {
            Iterator<String> eldest = cells.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return isNew;
    }

    @Override
    public synchronized boolean replace(String key, Cell before, Cell after) {
        return cells.replace(key, before, after);
    }
}
