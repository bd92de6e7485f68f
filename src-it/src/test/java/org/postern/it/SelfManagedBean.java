package org.postern.it;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import javax.sql.DataSource;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** Misbehaves in a transaction of its own, which it rolls back before it throws. */
@MessageDriven
@TransactionManagement(TransactionManagementType.BEAN)
public class SelfManagedBean implements MailListener {
    @Resource
    private UserTransaction transaction;

    @Resource(lookup = Ears.LEDGER)
    private DataSource ledger;

    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        String recipient = Misbehaviour.called(ledger, message);
        boolean leaves = Misbehaviour.kind(recipient).equals("leave-open");
        try {
            transaction.begin();
            try {
                Misbehaviour.store(ledger, recipient);
                if (leaves) {
                    return;
                }
                Misbehaviour.show(recipient, () -> {
                    throw new IllegalStateException("rolling back");
                });
                transaction.commit();
            } finally {
                if (!leaves && transaction.getStatus() == Status.STATUS_ACTIVE) {
                    transaction.rollback();
                }
            }
        } catch (NotSupportedException
                | SystemException
                | RollbackException
                | HeuristicMixedException
                | HeuristicRollbackException e) {
            throw new IllegalStateException(e);
        }
    }
}
