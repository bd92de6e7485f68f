package org.postern.mime;

import java.io.InterruptedIOException;

/** Ends what is computed for a delivery that has been given up. */
final class Interruption {
    private Interruption() {}

    /** Leaves the thread interrupted: its owner wants to know, too. */
    static void check() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while the content of a message was read");
        }
    }
}
