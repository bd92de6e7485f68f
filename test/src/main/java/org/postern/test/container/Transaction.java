package org.postern.test.container;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One transaction of a thread, from its beginning to its end. Belongs to that thread. */
final class Transaction {
    /** What takes part in it, as a database does. */
    interface Participant {
        void commit() throws Exception;

        void rollBack() throws Exception;
    }

    private final List<Synchronization> synchronizations = new ArrayList<>();
    private final List<Participant> participants = new ArrayList<>();
    private final Map<Object, @Nullable Object> resources = new HashMap<>();
    private final long began = System.nanoTime();
    private final Duration timeout;
    private int status = Status.STATUS_ACTIVE;

    Transaction(Duration timeout) {
        this.timeout = timeout;
    }

    int status() {
        if (status == Status.STATUS_ACTIVE && System.nanoTime() - began > timeout.toNanos()) {
            status = Status.STATUS_MARKED_ROLLBACK;
        }
        return status;
    }

    Map<Object, @Nullable Object> resources() {
        return resources;
    }

    void register(Synchronization synchronization) {
        if (status() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("The transaction is marked for rollback, or has ended");
        }
        synchronizations.add(synchronization);
    }

    void enlist(Participant participant) {
        participants.add(participant);
    }

    void setRollbackOnly() {
        if (status() == Status.STATUS_ACTIVE) {
            status = Status.STATUS_MARKED_ROLLBACK;
        }
    }

    /**
     * Asks all that watch, and commits.
     *
     * @param fails whether the resources are to refuse, as a database does whose connection has gone
     * @throws RollbackException if it was rolled back instead
     */
    void commit(boolean fails) throws RollbackException {
        // A synchronization may register others while it is asked.
        for (int i = 0; i < synchronizations.size() && status() == Status.STATUS_ACTIVE; i++) {
            try {
                synchronizations.get(i).beforeCompletion();
            } catch (RuntimeException | Error e) {
                rollBack();
                throw rolledBack("what watches the transaction has refused its commit", e);
            }
        }
        if (status() != Status.STATUS_ACTIVE) {
            rollBack();
            throw rolledBack("it was marked for rollback", null);
        }
        if (fails) {
            rollBack();
            throw rolledBack("the test lets this commit fail", null);
        }
        try {
            for (Participant participant : participants) {
                participant.commit();
            }
        } catch (Exception e) {
            rollBack();
            throw rolledBack("a resource could not commit", e);
        }
        end(Status.STATUS_COMMITTED);
    }

    /** What watches is told; it is not asked before (Jakarta Transactions 3.3.2). */
    void rollBack() {
        for (Participant participant : participants) {
            try {
                participant.rollBack();
            } catch (Exception e) {
                // Its connection is gone, and with it what it would have rolled back.
            }
        }
        end(Status.STATUS_ROLLEDBACK);
    }

    private void end(int outcome) {
        status = outcome;
        for (Synchronization synchronization : synchronizations) {
            try {
                synchronization.afterCompletion(outcome);
            } catch (RuntimeException e) {
                // The outcome stands, and the next one is told, too (Jakarta Transactions 3.3.2).
            }
        }
    }

    private static RollbackException rolledBack(String why, @Nullable Throwable cause) {
        RollbackException rolledBack = new RollbackException("The transaction was rolled back: " + why);
        rolledBack.initCause(cause);
        return rolledBack;
    }
}
