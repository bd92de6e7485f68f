package org.postern.net;

import java.io.IOException;

/** Content does not go into the spool, because of a limit and not of a fault. */
public final class SpoolFullException extends IOException {
    private static final long serialVersionUID = 1L;

    public SpoolFullException(String message) {
        super(message);
    }
}
