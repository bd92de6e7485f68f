package org.postern.ra.shared;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The three operations, made of what each kind of store can do: to find, to insert where nothing is, and to replace what is known.
 * So they mean the same in each. Thread-safe, if the cells are.
 */
final class CellStore implements SharedStore {
    /** As many others would have to come first, one after another. */
    private static final int TRIES = 200;

    private final Cells cells;
    private final LongSupplier millis;

    CellStore(Cells cells, LongSupplier millis) {
        this.cells = cells;
        this.millis = millis;
    }

    @Override
    public boolean isCommon() {
        return cells.areCommon();
    }

    @Override
    public Optional<String> get(String key) {
        return current(cells.find(key)).map(Cell::value);
    }

    @Override
    public Optional<String> putIfAbsent(String key, String value, Duration timeToLive) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Cell> found = cells.find(key);
            Optional<Cell> current = current(found);
            if (current.isPresent()) {
                return current.map(Cell::value);
            }
            if (write(key, found, new Cell(value, end(timeToLive)))) {
                return Optional.empty();
            }
        }
        throw new ContendedException();
    }

    @Override
    public long increment(String key, long by, Duration window) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Cell> found = cells.find(key);
            Optional<Cell> current = current(found);
            long before = current.map(CellStore::count).orElse(0L);
            if (by == 0 || (by < 0 && current.isEmpty())) {
                return before;
            }
            long count = Math.max(0, before + by);
            Cell next = new Cell(Long.toString(count), end(current.filter(cell -> by < 0 || count(cell) > 0), window));
            if (found.filter(next::equals).isPresent()
                    || write(key, found, next)) { // Nothing changes: some databases say so.
                return count;
            }
        }
        throw new ContendedException();
    }

    /** The same for one question, which hears of each call that has come back. */
    CellStore heardBy(Runnable hears) {
        return new CellStore(new HeardCells(cells, hears), millis);
    }

    /** Removes some of what is over. Tells whether there may be more. */
    boolean removeSome() {
        return cells.removeSome(millis.getAsLong());
    }

    private boolean write(String key, Optional<Cell> found, Cell next) {
        return found.isPresent() ? cells.replace(key, found.get(), next) : cells.insert(key, next);
    }

    private Optional<Cell> current(Optional<Cell> found) {
        return found.filter(cell -> cell.isCurrent(millis.getAsLong()));
    }

    /** What an instance has counted whose clock was ahead is over after a window like all else. */
    private long end(Optional<Cell> current, Duration window) {
        long latest = end(window);
        return current.map(cell -> Math.min(cell.until(), latest)).orElse(latest);
    }

    private long end(Duration time) {
        return millis.getAsLong() + time.toMillis();
    }

    /** Others may write there as well: what is no count of ours is none. */
    static long count(Cell cell) {
        try {
            return Long.parseLong(cell.value());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
