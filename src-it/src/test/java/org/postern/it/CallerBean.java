package org.postern.it;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.RecipientAwareMailListener;
import org.postern.api.RecipientInquiry;

/** Tells its senders who they are, and calls a bean that is not for everybody. */
@MessageDriven
@DeclareRoles("clerk")
public class CallerBean implements RecipientAwareMailListener {
    @Resource
    private MessageDrivenContext context;

    @EJB
    private ClerksBean clerks;

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void onRecipient(RecipientInquiry inquiry) throws MailRejectedException {
        if (inquiry.recipient().address().startsWith("asked@")) {
            throw MailRejectedException.permanently(
                    "5.1.1", caller(inquiry.session().authenticatedUser().orElse("nobody")));
        }
    }

    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        if (message.envelope().recipients().get(0).address().startsWith("clerk@")) {
            clerks.onlyForClerks();
            return;
        }
        throw MailRejectedException.permanently(
                "5.7.1", caller(message.session().authenticatedUser().orElse("nobody")));
    }

    private String caller(String user) {
        return "session " + user + ", caller " + context.getCallerPrincipal().getName() + ", clerk "
                + context.isCallerInRole("clerk");
    }
}
