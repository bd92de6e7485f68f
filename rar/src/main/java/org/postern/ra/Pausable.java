package org.postern.ra;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * An address or a bean that can be paused.
 *
 * @param names all that it is called, the longest first
 * @param pause takes who has paused it
 */
record Pausable(List<String> names, Consumer<String> pause, Runnable resume, BooleanSupplier paused) {
    boolean isNamed(String name) {
        return names.contains(name);
    }
}
