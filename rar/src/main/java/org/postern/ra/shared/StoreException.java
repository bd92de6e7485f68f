package org.postern.ra.shared;

import org.jspecify.annotations.Nullable;

/** A store could not be asked. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    StoreException(String message) {
        this(message, null);
    }
}
