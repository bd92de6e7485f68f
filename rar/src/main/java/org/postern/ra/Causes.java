package org.postern.ra;

import java.util.Objects;
import java.util.stream.Stream;

/** What containers wrap: an exception, its cause, the cause of that, and so on. */
final class Causes {
    /** However deep somebody has wrapped it, and even if it goes round in circles. */
    private static final int DEEPEST = 20;

    private Causes() {}

    static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    /** The innermost. */
    static Throwable root(Throwable failure) {
        return of(failure).reduce((outer, inner) -> inner).orElse(failure);
    }
}
