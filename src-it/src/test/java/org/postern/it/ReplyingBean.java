package org.postern.it;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.sql.DataSource;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.api.RecipientInquiry;
import org.postern.api.ReplyingMailListener;

/** Misbehaves as {@link ManagedBean} does, and has something to say where it does not. */
@MessageDriven
public class ReplyingBean implements ReplyingMailListener {
    @Resource
    private MessageDrivenContext context;

    @Resource(lookup = Ears.LEDGER)
    private DataSource ledger;

    @Resource
    private TransactionSynchronizationRegistry transaction;

    @Override
    public MailReply onMail(MailMessage message) throws MailRejectedException {
        String recipient = Misbehaviour.called(ledger, message);
        Misbehaviour.store(ledger, recipient);
        if (Misbehaviour.kind(recipient).equals("refuse-commit")) {
            transaction.registerInterposedSynchronization(new Refusal());
        } else {
            Misbehaviour.show(recipient, context::setRollbackOnly);
        }
        return MailReply.accepted("Ticket of " + recipient).withLogKey(recipient);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void onRecipient(RecipientInquiry inquiry) throws MailRejectedException {
        if (inquiry.recipient().address().startsWith("nobody@")) {
            throw MailRejectedException.permanently("5.1.1", "There is no such mailbox");
        }
    }
}
