package org.postern.ra;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * Learns how the transaction of one delivery ended. A normal return of the listener says nothing: the container may roll
 * back all the same. Belongs to the delivery's thread, on which the container calls back before {@code afterDelivery}
 * returns.
 *
 * <p>Synchronization rather than XAResource, so that the application keeps its one-phase commit: see ADR 2.
 */
final class TransactionOutcome implements Synchronization {
    /** The ways it can end. */
    enum Result {
        /** The listener runs without a transaction, or manages its own. */
        NO_TRANSACTION,
        COMMITTED,
        /** Rolled back, or unknown: either way nobody may say that the message is taken. */
        NOT_COMMITTED
    }

    private Result result = Result.NO_TRANSACTION;

    /** Begins to watch the transaction of the calling thread, if there is one. */
    void watch(TransactionSynchronizationRegistry registry) {
        if (registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION) {
            result = Result.NOT_COMMITTED;
            registry.registerInterposedSynchronization(this);
        }
    }

    Result result() {
        return result;
    }

    @Override
    public void beforeCompletion() {
        // Nothing to prepare: the content was complete before the delivery began.
    }

    @Override
    public void afterCompletion(int status) {
        result = status == Status.STATUS_COMMITTED ? Result.COMMITTED : Result.NOT_COMMITTED;
    }
}
