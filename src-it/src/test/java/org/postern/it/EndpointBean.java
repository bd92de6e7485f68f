package org.postern.it;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.io.IOException;
import javax.sql.DataSource;
import org.postern.api.MailEndpoint;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.endpoint.Detail;
import org.postern.endpoint.OnMail;
import org.postern.endpoint.OnRecipient;

/** Misbehaves in methods that say themselves which mail they take: in a transaction, and without one. */
@MessageDriven
public class EndpointBean implements MailEndpoint {
    @Resource
    private MessageDrivenContext context;

    @Resource(lookup = Ears.LEDGER)
    private DataSource ledger;

    @OnRecipient("nobody@example.com")
    public void refuse() throws MailRejectedException {
        throw MailRejectedException.permanently("5.1.1", "There is no such mailbox");
    }

    @OnMail(to = "{how}@example.com")
    public MailReply managed(@Detail("how") String how, MailMessage message) throws MailRejectedException {
        behave(message, context::setRollbackOnly);
        return MailReply.accepted("Managed " + how);
    }

    /** As authors write it who read the content: a container would commit. */
    @OnMail(to = "checked@example.com")
    public void checked(MailMessage message) throws IOException {
        Misbehaviour.store(ledger, Misbehaviour.called(ledger, message));
        throw new IOException("a secret of the application");
    }

    @OnMail(to = "{how}+{number}@unmanaged.example.com")
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void unmanaged(@Detail("number") int number, MailMessage message) throws MailRejectedException {
        behave(message, () -> {
            throw new IllegalStateException("no transaction");
        });
    }

    private void behave(MailMessage message, Misbehaviour.RollingBack transaction) throws MailRejectedException {
        String recipient = Misbehaviour.called(ledger, message);
        Misbehaviour.show(recipient, transaction);
        Misbehaviour.store(ledger, recipient);
    }
}
