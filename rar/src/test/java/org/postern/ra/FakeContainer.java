package org.postern.ra;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Timer;

/** What a container gives a resource adapter. */
record FakeContainer(WorkManager workManager, TransactionSynchronizationRegistry transactions, Timers timers)
        implements BootstrapContext {
    /** Makes timers, each with a thread. */
    interface Timers {
        Timer create() throws UnavailableException;
    }

    FakeContainer(WorkManager workManager, TransactionSynchronizationRegistry transactions) {
        this(workManager, transactions, () -> new Timer("timer of an adapter", true));
    }

    @Override
    public WorkManager getWorkManager() {
        return workManager;
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return transactions;
    }

    @Override
    public XATerminator getXATerminator() {
        throw new UnsupportedOperationException("not used");
    }

    @Override
    public Timer createTimer() throws UnavailableException {
        return timers.create();
    }

    @Override
    public boolean isContextSupported(Class<? extends WorkContext> type) {
        return false;
    }
}
