package org.postern.ra.delivery;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.postern.tls.Causes;

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
        /** Rolled back, or unknown: either way the reply must not say that the message is taken. */
        NOT_COMMITTED
    }

    /** The first decides: the container that completes, or the adapter that does not wait any longer. */
    private enum Phase {
        NOT_WATCHED,
        OPEN,
        COMPLETING,
        ABANDONED_AS_TOO_SLOW,
        ABANDONED_AT_UNDEPLOYMENT
    }

    private final TransactionSynchronizationRegistry registry;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NOT_WATCHED);
    private volatile Result result = Result.NO_TRANSACTION;
    private volatile OptionalInt told = OptionalInt.empty();
    private int statusAtReturn = Status.STATUS_ACTIVE;
    private boolean ownLeftOpen;

    TransactionOutcome(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    /** Begins to watch the transaction of the calling thread, if there is one. */
    void watch() {
        if (registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION) {
            result = Result.NOT_COMMITTED;
            registry.registerInterposedSynchronization(this);
            phase.set(Phase.OPEN);
        }
    }

    /** The listener has returned; the container completes the transaction next, or rolls back one that the listener has left open. */
    void returned() {
        int status = registry.getTransactionStatus();
        if (result == Result.NO_TRANSACTION) {
            ownLeftOpen = status != Status.STATUS_NO_TRANSACTION;
        } else {
            statusAtReturn = status;
        }
    }

    /**
     * Whether the listener has begun a transaction of its own and has returned without ending it: Payara rolls it back, and says
     * nothing of that to the adapter.
     */
    boolean isOwnLeftOpen() {
        return ownLeftOpen;
    }

    /**
     * The listener has thrown, and not to keep what it has done. A container would commit now after a checked exception, or if it
     * looks at {@code @Transactional} alone, or at a descriptor that overrides {@code @ApplicationException}.
     */
    void rollBack() {
        try {
            if (result != Result.NO_TRANSACTION && registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
                registry.setRollbackOnly();
            }
        } catch (RuntimeException e) {
            // It has ended meanwhile, which the outcome shows: a commit is told in the log.
        }
    }

    /**
     * From any thread: lets the transaction end in a rollback, unless it is completing already or there is none.
     *
     * @param why {@link NotCommitted#TOO_SLOW} or {@link NotCommitted#UNDEPLOYED}
     */
    boolean abandon(NotCommitted why) {
        return phase.compareAndSet(
                Phase.OPEN,
                why == NotCommitted.TOO_SLOW ? Phase.ABANDONED_AS_TOO_SLOW : Phase.ABANDONED_AT_UNDEPLOYMENT);
    }

    /** From any thread: whether {@link #abandon} was in time. */
    boolean isAbandoned() {
        Phase now = phase.get();
        return now == Phase.ABANDONED_AS_TOO_SLOW || now == Phase.ABANDONED_AT_UNDEPLOYMENT;
    }

    /**
     * The container has thrown this when it completed the transaction. If it names a heuristic decision, or the transaction manager
     * did not get to the end, it is unknown what became of the resources, whatever the status was: WildFly and TomEE call it
     * committed when a database is lost in the commit.
     */
    void failed(Throwable completion) {
        if (Causes.of(completion).anyMatch(TransactionOutcome::isUnfinished)) {
            result = Result.NOT_COMMITTED;
        }
    }

    private static boolean isUnfinished(Throwable cause) {
        return cause instanceof HeuristicMixedException
                || cause instanceof HeuristicRollbackException
                || cause instanceof SystemException;
    }

    Result result() {
        return result;
    }

    /** For a transaction that did not commit, when it is over. What was seen first is the cause of the rest. */
    NotCommitted whyNotCommitted() {
        if (ownLeftOpen) {
            return NotCommitted.LEFT_OPEN;
        }
        if (phase.get() == Phase.ABANDONED_AS_TOO_SLOW) {
            return NotCommitted.TOO_SLOW;
        }
        if (phase.get() == Phase.ABANDONED_AT_UNDEPLOYMENT) {
            return NotCommitted.UNDEPLOYED;
        }
        if (statusAtReturn == Status.STATUS_MARKED_ROLLBACK) {
            return NotCommitted.MARKED;
        }
        if (statusAtReturn != Status.STATUS_ACTIVE) {
            return NotCommitted.ENDED_EARLY;
        }
        if (told.isEmpty()) {
            return NotCommitted.NOT_TOLD;
        }
        if (told.getAsInt() != Status.STATUS_ROLLEDBACK) {
            return NotCommitted.UNKNOWN;
        }
        // The container does not ask before the completion of a transaction that is to be rolled back (Jakarta
        // Transactions 3.3.2).
        return phase.get() == Phase.COMPLETING ? NotCommitted.COMMIT_FAILED : NotCommitted.NOT_TRIED;
    }

    @Override
    public void beforeCompletion() {
        if (!phase.compareAndSet(Phase.OPEN, Phase.COMPLETING)) {
            registry.setRollbackOnly();
        }
    }

    @Override
    public void afterCompletion(int status) {
        told = OptionalInt.of(status);
        result = status == Status.STATUS_COMMITTED ? Result.COMMITTED : Result.NOT_COMMITTED;
    }
}
