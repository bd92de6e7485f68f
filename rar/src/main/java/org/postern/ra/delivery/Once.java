package org.postern.ra.delivery;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A value that is read when it is first asked for. A failure is not kept: the next one asks again. Thread-safe. */
final class Once<T> {
    private final Read<T> read;
    private @Nullable T value;

    /** How it is read. */
    @FunctionalInterface
    interface Read<T> {
        T get() throws IOException;
    }

    Once(Read<T> read) {
        this.read = read;
    }

    synchronized T get() throws IOException {
        if (value == null) {
            value = read.get();
        }
        return value;
    }
}
