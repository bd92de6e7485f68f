package org.postern.test.container;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The transactions of the container's threads, one for each at a time. Thread-safe: each thread sees its own. */
final class Transactions implements TransactionSynchronizationRegistry {
    private final Map<Thread, Transaction> ofThreads = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Duration timeout = Duration.ofMinutes(5);

    /** Of those that begin from now on: one that has lasted longer is rolled back. */
    void setTimeout(Duration limit) {
        timeout = limit;
    }

    /** The next commits of calls with messages fail, as when a database has gone. */
    void failCommits(int count) {
        failures.set(count);
    }

    void begin() {
        begin(timeout);
    }

    void begin(Duration limit) {
        if (current() != null) {
            throw new IllegalStateException("The thread has a transaction already");
        }
        ofThreads.put(Thread.currentThread(), new Transaction(limit));
    }

    void commit() throws RollbackException {
        commit(false);
    }

    /** That of the call of a bean with a message: one of those that are to fail may be next. */
    void commitDelivery() throws RollbackException {
        commit(failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0);
    }

    private void commit(boolean fails) throws RollbackException {
        Transaction ending = demanded();
        try {
            ending.commit(fails);
        } finally {
            ofThreads.remove(Thread.currentThread());
        }
    }

    void rollBack() {
        Transaction ending = demanded();
        try {
            ending.rollBack();
        } finally {
            ofThreads.remove(Thread.currentThread());
        }
    }

    /** That of the calling thread. */
    @Nullable
    Transaction current() {
        return ofThreads.get(Thread.currentThread());
    }

    private Transaction demanded() {
        Transaction current = current();
        if (current == null) {
            throw new IllegalStateException("The thread has no transaction");
        }
        return current;
    }

    @Override
    public int getTransactionStatus() {
        Transaction current = current();
        return current == null ? Status.STATUS_NO_TRANSACTION : current.status();
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        demanded().register(synchronization);
    }

    @Override
    public void setRollbackOnly() {
        demanded().setRollbackOnly();
    }

    @Override
    public boolean getRollbackOnly() {
        return demanded().status() == Status.STATUS_MARKED_ROLLBACK;
    }

    @Override
    public @Nullable Object getTransactionKey() {
        return current();
    }

    @Override
    public void putResource(Object key, @Nullable Object value) {
        demanded().resources().put(key, value);
    }

    @Override
    public @Nullable Object getResource(Object key) {
        return demanded().resources().get(key);
    }
}
