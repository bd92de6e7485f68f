package org.postern.ra.delivery;

import java.util.Map;
import org.postern.api.MailEnvelope;
import org.postern.smtp.Recipient;

/** A recipient as a listener sees it. Immutable. */
record RecipientView(Recipient recipient) implements MailEnvelope.Recipient {
    @Override
    public String address() {
        return recipient.mailbox();
    }

    @Override
    public Map<String, String> parameters() {
        return recipient.parameters();
    }
}
