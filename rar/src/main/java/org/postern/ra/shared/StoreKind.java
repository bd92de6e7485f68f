package org.postern.ra.shared;

import java.util.function.Supplier;

/**
 * Which store there is to be.
 *
 * @param name for people
 * @param opening finds it as it is now, and throws a {@link StoreException} if it is not there; blocks
 */
record StoreKind(String name, Supplier<CellStore> opening) {}
