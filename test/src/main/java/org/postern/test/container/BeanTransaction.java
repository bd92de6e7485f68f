package org.postern.test.container;

import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.UserTransaction;
import java.time.Duration;

/** What a bean with bean-managed transactions begins and ends its own with. Thread-safe. */
final class BeanTransaction implements UserTransaction {
    private final Transactions transactions;
    private volatile Duration timeout = Duration.ofMinutes(5);

    BeanTransaction(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void begin() throws NotSupportedException {
        if (transactions.current() != null) {
            throw new NotSupportedException("The thread has a transaction already");
        }
        transactions.begin(timeout);
    }

    @Override
    public void commit() throws RollbackException {
        transactions.commit();
    }

    @Override
    public void rollback() {
        transactions.rollBack();
    }

    @Override
    public void setRollbackOnly() {
        transactions.setRollbackOnly();
    }

    @Override
    public int getStatus() {
        return transactions.getTransactionStatus();
    }

    /** 0 is the default again. */
    @Override
    public void setTransactionTimeout(int seconds) {
        timeout = seconds == 0 ? Duration.ofMinutes(5) : Duration.ofSeconds(seconds);
    }
}
