package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.naming.NameNotFoundException;
import org.postern.ra.delivery.Transactions;

/** The transactions of a container, one for each thread at a time. */
public final class FakeTransactions implements TransactionSynchronizationRegistry {
    private final Map<Thread, List<Synchronization>> current = new ConcurrentHashMap<>();
    private final Set<Thread> rollbackOnly = ConcurrentHashMap.newKeySet();
    private volatile boolean registrationFails;
    private final List<Integer> outcomes = new CopyOnWriteArrayList<>();
    private volatile boolean silent;
    private volatile boolean stubborn;

    /** As the container gives them to the adapter, with nothing in its naming service. */
    public Transactions ofThreads() {
        return new Transactions(this, name -> {
            throw new NameNotFoundException(name);
        });
    }

    /** The same, with what ends the transaction of a thread under one name, and nothing under others. */
    public Transactions ofThreads(String name, Class<?> kind) {
        Object manager =
                Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("rollback");
                    end(Status.STATUS_ROLLEDBACK);
                    return null;
                });
        return new Transactions(this, asked -> asked.equals(name) ? manager : null);
    }

    public void begin() {
        current.put(Thread.currentThread(), new ArrayList<>());
    }

    /** Ends the transaction of this thread, if there is one; what is to be rolled back is not asked before. */
    public void end(int status) {
        List<Synchronization> watching = current.getOrDefault(Thread.currentThread(), List.of());
        if (status != Status.STATUS_ROLLEDBACK && !rollbackOnly.contains(Thread.currentThread())) {
            watching.forEach(Synchronization::beforeCompletion);
        }
        int outcome = rollbackOnly.remove(Thread.currentThread()) ? Status.STATUS_ROLLEDBACK : status;
        if (current.remove(Thread.currentThread()) != null) {
            outcomes.add(outcome);
        }
        watching.forEach(one -> one.afterCompletion(outcome));
    }

    /** How those ended that were not forgotten. */
    public List<Integer> outcomes() {
        return outcomes;
    }

    /** Ends the transaction of this thread without telling anyone. */
    public void forget() {
        current.remove(Thread.currentThread());
    }

    /** As for a transaction that is marked for rollback already. */
    public void failRegistration() {
        registrationFails = true;
    }

    /** Tries to commit the transaction of this thread in vain. */
    public void failToCommit() {
        List<Synchronization> watching = current.getOrDefault(Thread.currentThread(), List.of());
        watching.forEach(Synchronization::beforeCompletion);
        current.remove(Thread.currentThread());
        watching.forEach(one -> one.afterCompletion(Status.STATUS_ROLLEDBACK));
    }

    /** Nothing is marked for rollback from outside. */
    public void refuseMarks() {
        stubborn = true;
    }

    /** Its service has ended. */
    public void failStatus() {
        silent = true;
    }

    @Override
    public int getTransactionStatus() {
        if (silent) {
            throw new IllegalStateException("stopped");
        }
        if (!current.containsKey(Thread.currentThread())) {
            return Status.STATUS_NO_TRANSACTION;
        }
        return rollbackOnly.contains(Thread.currentThread()) ? Status.STATUS_MARKED_ROLLBACK : Status.STATUS_ACTIVE;
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        if (registrationFails) {
            throw new IllegalStateException("marked for rollback");
        }
        current.get(Thread.currentThread()).add(synchronization);
    }

    @Override
    public Object getTransactionKey() {
        throw new UnsupportedOperationException();
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
    public void setRollbackOnly() {
        if (stubborn) {
            throw new IllegalStateException("not now");
        }
        rollbackOnly.add(Thread.currentThread());
    }

    @Override
    public boolean getRollbackOnly() {
        throw new UnsupportedOperationException();
    }
}
