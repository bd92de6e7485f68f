package org.postern.ra.delivery;

import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.ArrayList;
import java.util.List;
import org.postern.api.MailEndpoint;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.endpoint.Detail;
import org.postern.endpoint.OnMail;
import org.postern.endpoint.OnRecipient;

/** A bean whose methods say themselves which mail they take. */
public class EndpointDesk implements MailEndpoint {
    /** What it was called with. */
    final List<String> calls = new ArrayList<>();

    @OnRecipient("orders+{id}@example.org")
    public void exists(@Detail("id") long id) throws MailRejectedException {
        calls.add("exists " + id);
        if (id == 0) {
            throw MailRejectedException.permanently("5.1.1", "There is no order 0");
        }
    }

    @OnMail(to = "orders+{id}@example.org")
    public MailReply order(@Detail("id") long id, MailMessage message) throws Exception {
        calls.add("order " + id);
        if (id == 1) {
            throw MailRejectedException.permanently("5.7.1", "Order 1 is closed");
        }
        if (id == 2) {
            throw new IllegalStateException("secret");
        }
        return MailReply.accepted("Order " + id);
    }

    @OnMail(to = "info@example.org", header = "Subject")
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void info() {
        calls.add("info");
    }
}
