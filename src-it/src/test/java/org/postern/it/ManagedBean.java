package org.postern.it;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import javax.sql.DataSource;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** Misbehaves in the container's transaction. */
@MessageDriven
@DataSourceDefinition(name = "java:app/jdbc/ledger", className = "org.h2.jdbcx.JdbcDataSource", url = Ledger.URL)
public class ManagedBean implements MailListener {
    @Resource
    private MessageDrivenContext context;

    @Resource(lookup = "java:app/jdbc/ledger")
    private DataSource ledger;

    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        String recipient = Misbehaviour.recipient(message);
        Ledger.store(ledger, recipient);
        Misbehaviour.show(recipient, context::setRollbackOnly);
    }
}
