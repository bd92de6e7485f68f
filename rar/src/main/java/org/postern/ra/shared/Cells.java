package org.postern.ra.shared;

import java.util.Optional;

/**
 * What a kind of store has to do; all else is the same for each of them ({@link CellStore}). Every method may block and throw a
 * {@link StoreException}.
 */
interface Cells {
    /** Whether other instances see them. */
    default boolean areCommon() {
        return true;
    }

    /** What stands there, whether its time is over or not. */
    Optional<Cell> find(String key);

    /** Tells whether nothing was there, so that it now is. */
    boolean insert(String key, Cell cell);

    /** Tells whether this was there, so that another now is in its place. */
    boolean replace(String key, Cell before, Cell after);

    /** Removes some of what is over, if the store does not do so by itself. Tells whether there may be more. */
    default boolean removeSome(long now) {
        return false;
    }
}
