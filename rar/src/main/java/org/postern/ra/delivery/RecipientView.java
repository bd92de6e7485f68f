package org.postern.ra.delivery;

import java.util.Map;
import java.util.Optional;
import org.postern.api.MailEnvelope;
import org.postern.smtp.MailboxPatterns;
import org.postern.smtp.Recipient;

/** A recipient as the listener sees it that has asked for it with these patterns. Immutable. */
record RecipientView(Recipient recipient, MailboxPatterns patterns) implements MailEnvelope.Recipient {
    @Override
    public String address() {
        return recipient.mailbox();
    }

    @Override
    public Optional<String> detail() {
        return patterns.detail(recipient);
    }

    @Override
    public Map<String, String> parameters() {
        return recipient.parameters();
    }
}
