package org.postern.it;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
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
@DataSourceDefinition(name = "java:app/jdbc/ledger", className = "org.h2.jdbcx.JdbcDataSource", url = Ledger.URL)
public class SelfManagedBean implements MailListener {
    @Resource
    private UserTransaction transaction;

    @Resource(lookup = "java:app/jdbc/ledger")
    private DataSource ledger;

    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        String recipient = Misbehaviour.recipient(message);
        try {
            transaction.begin();
            try {
                Ledger.store(ledger, recipient);
                Misbehaviour.show(recipient, () -> {
                    throw new IllegalStateException("rolling back");
                });
                transaction.commit();
            } finally {
                if (transaction.getStatus() == Status.STATUS_ACTIVE) {
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
