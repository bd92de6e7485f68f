package org.postern.example;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;

/** The container's side of one transaction, as far as the bean has to do with it. */
final class OneTransaction implements TransactionSynchronizationRegistry {
    private final List<Synchronization> synchronizations = new ArrayList<>();

    void commit() {
        synchronizations.forEach(Synchronization::beforeCompletion);
        synchronizations.forEach(synchronization -> synchronization.afterCompletion(Status.STATUS_COMMITTED));
    }

    void rollBack() {
        synchronizations.forEach(synchronization -> synchronization.afterCompletion(Status.STATUS_ROLLEDBACK));
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        synchronizations.add(synchronization);
    }

    @Override
    public Object getTransactionKey() {
        return this;
    }

    @Override
    public void putResource(Object key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object getResource(Object key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getTransactionStatus() {
        return Status.STATUS_ACTIVE;
    }

    @Override
    public void setRollbackOnly() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getRollbackOnly() {
        return false;
    }
}
