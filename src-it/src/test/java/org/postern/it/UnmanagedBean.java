package org.postern.it;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import javax.sql.DataSource;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** Misbehaves without a transaction: what it stored stays stored. */
@MessageDriven
public class UnmanagedBean implements MailListener {
    @Resource(lookup = Ears.LEDGER)
    private DataSource ledger;

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void onMessage(MailMessage message) throws MailRejectedException {
        String recipient = Misbehaviour.called(ledger, message);
        Misbehaviour.show(recipient, () -> {
            throw new IllegalStateException("there is no transaction");
        });
        Misbehaviour.store(ledger, recipient);
    }
}
