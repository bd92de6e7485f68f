package org.postern.it;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.RecipientAwareMailListener;
import org.postern.api.RecipientInquiry;

/** Knows who exists: whoever is not called nobody. */
@MessageDriven
public class RecipientAwareBean implements RecipientAwareMailListener {
    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void onRecipient(RecipientInquiry inquiry) throws MailRejectedException {
        if (inquiry.recipient().address().startsWith("nobody@")) {
            throw MailRejectedException.permanently("5.1.1", "Nobody of that name");
        }
    }

    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        if (message.envelope().recipients().size() != 2) {
            throw MailRejectedException.permanently("5.6.0", "Two were expected");
        }
    }
}
