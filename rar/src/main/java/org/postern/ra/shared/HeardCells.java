package org.postern.ra.shared;

import java.util.Optional;

/** Those of a store; a question hears of each call that has come back. */
final class HeardCells implements Cells {
    private final Cells cells;
    private final Runnable hears;

    HeardCells(Cells cells, Runnable hears) {
        this.cells = cells;
        this.hears = hears;
    }

    @Override
    public boolean areCommon() {
        return cells.areCommon();
    }

    @Override
    public Optional<Cell> find(String key) {
        Optional<Cell> found = cells.find(key);
        hears.run();
        return found;
    }

    @Override
    public boolean insert(String key, Cell cell) {
        boolean inserted = cells.insert(key, cell);
        hears.run();
        return inserted;
    }

    @Override
    public boolean replace(String key, Cell before, Cell after) {
        boolean replaced = cells.replace(key, before, after);
        hears.run();
        return replaced;
    }
}
