package org.postern.ra.log;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.postern.net.SpoolFullException;
import org.postern.tls.Causes;

/** Why content was not kept, and so whose business it is. */
public enum SpoolFailure {
    /** A limit of the administrator's. */
    LIMIT,
    /** The file system. */
    FILE_SYSTEM,
    /** The container, which writes it on its threads. */
    NO_THREAD,
    /** This adapter. */
    FAULT;

    public static SpoolFailure of(Throwable failure) {
        if (isAmong(failure, SpoolFullException.class)) {
            return LIMIT;
        }
        if (isAmong(failure, IOException.class)) {
            return FILE_SYSTEM;
        }
        return isAmong(failure, RejectedExecutionException.class) ? NO_THREAD : FAULT;
    }

    private static boolean isAmong(Throwable failure, Class<? extends Throwable> kind) {
        return Causes.of(failure).anyMatch(kind::isInstance);
    }
}
