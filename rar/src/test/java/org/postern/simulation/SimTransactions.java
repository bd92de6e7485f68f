package org.postern.simulation;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The transactions of a container, one for each actor at a time. */
final class SimTransactions implements TransactionSynchronizationRegistry {
    private final World world;
    private final Map<Actor, Transaction> current = new HashMap<>();

    private static final class Transaction {
        private final List<Synchronization> watching = new ArrayList<>();
        private boolean rollbackOnly;
    }

    SimTransactions(World world) {
        this.world = world;
    }

    void begin() {
        current.put(world.self(), new Transaction());
    }

    boolean isThere() {
        return current.containsKey(world.self());
    }

    /**
     * Ends the transaction of this actor.
     *
     * @param wanted whether the container wants to commit it
     * @param commit what a commit does; tells the status that everybody hears of
     */
    int end(boolean wanted, java.util.function.IntSupplier commit) {
        Transaction ending = current.get(world.self());
        if (wanted && !ending.rollbackOnly) {
            ending.watching.forEach(Synchronization::beforeCompletion);
        }
        world.stepAside();
        current.remove(world.self());
        int status = wanted && !ending.rollbackOnly ? commit.getAsInt() : Status.STATUS_ROLLEDBACK;
        world.stepAside();
        ending.watching.forEach(one -> one.afterCompletion(status));
        return status;
    }

    @Override
    public int getTransactionStatus() {
        Transaction now = current.get(world.self());
        if (now == null) {
            return Status.STATUS_NO_TRANSACTION;
        }
        return now.rollbackOnly ? Status.STATUS_MARKED_ROLLBACK : Status.STATUS_ACTIVE;
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        current.get(world.self()).watching.add(synchronization);
    }

    @Override
    public void setRollbackOnly() {
        current.get(world.self()).rollbackOnly = true;
    }

    @Override
    public boolean getRollbackOnly() {
        return current.get(world.self()).rollbackOnly;
    }

    @Override
    public Object getTransactionKey() {
        return current.get(world.self());
    }

    @Override
    public void putResource(Object key, Object value) {
        throw new UnsupportedOperationException("not used");
    }

    @Override
    public Object getResource(Object key) {
        throw new UnsupportedOperationException("not used");
    }
}
