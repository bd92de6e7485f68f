package org.postern.tls;

import java.util.Objects;
import java.util.stream.Stream;

/** What containers and libraries wrap: an exception, its cause, the cause of that, and so on. */
public final class Causes {
    /** However deep a library has wrapped it, and even if it goes round in circles. */
    private static final int DEEPEST = 20;

    private Causes() {}

    /** From the outermost on. Not null, never empty, and lazy. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    /** The innermost. */
    public static Throwable root(Throwable failure) {
        return of(failure).reduce((outer, inner) -> inner).orElse(failure);
    }
}
