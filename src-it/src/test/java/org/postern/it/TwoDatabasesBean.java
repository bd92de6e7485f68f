package org.postern.it;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import javax.sql.DataSource;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** Stores in two databases, in one transaction, and then misbehaves. */
@MessageDriven
public class TwoDatabasesBean implements MailListener {
    @Resource
    private MessageDrivenContext context;

    @Resource(lookup = Ears.LEDGER)
    private DataSource first;

    @Resource(lookup = Ears.SECOND_LEDGER)
    private DataSource second;

    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        String recipient = message.envelope().recipients().get(0).address();
        Misbehaviour.store(first, recipient);
        Misbehaviour.store(second, recipient);
        Misbehaviour.show(recipient, context::setRollbackOnly);
    }
}
