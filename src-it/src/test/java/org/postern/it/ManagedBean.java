package org.postern.it;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** Misbehaves in the container's transaction. */
@MessageDriven
public class ManagedBean implements MailListener {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Resource
    private MessageDrivenContext context;

    @Resource(lookup = Ears.LEDGER)
    private DataSource ledger;

    @Resource
    private TransactionSynchronizationRegistry transaction;

    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        String recipient = Misbehaviour.called(ledger, message);
        Misbehaviour.store(ledger, recipient);
        switch (Misbehaviour.kind(recipient)) {
            case "refuse-commit" -> transaction.registerInterposedSynchronization(new Refusal());
            case "own-transaction" -> context.getUserTransaction();
            case "outlive" -> outliveTheTransaction();
            default -> Misbehaviour.show(recipient, context::setRollbackOnly);
        }
    }

    /** Returns as if nothing had happened, when the transaction has ended behind its back. */
    private void outliveTheTransaction() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (transaction.getTransactionStatus() == Status.STATUS_ACTIVE && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
