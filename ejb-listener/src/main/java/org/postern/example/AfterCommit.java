package org.postern.example;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.logging.Logger;

/** A line for the log that would not be true before the transaction has committed. */
record AfterCommit(Logger log, String line) implements Synchronization {
    static void log(Logger log, String line, TransactionSynchronizationRegistry transaction) {
        transaction.registerInterposedSynchronization(new AfterCommit(log, line));
    }

    @Override
    public void beforeCompletion() {
        // Nothing is decided yet.
    }

    @Override
    public void afterCompletion(int status) {
        if (status == Status.STATUS_COMMITTED) {
            log.info(line);
        }
    }
}
