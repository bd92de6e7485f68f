package org.postern.ra.delivery;

import java.util.Map;
import java.util.Optional;
import org.postern.api.MailEnvelope;
import org.postern.api.MailSession;
import org.postern.api.RecipientInquiry;
import org.postern.net.MailTransaction;
import org.postern.smtp.MailboxPatterns;
import org.postern.smtp.Recipient;

/** The question about a recipient as a listener sees it. Immutable. */
public record RecipientCheck(MailTransaction transaction, Recipient asked, MailboxPatterns patterns)
        implements RecipientInquiry {
    @Override
    public MailSession session() {
        return new SessionView(transaction.session());
    }

    @Override
    public Optional<String> reversePath() {
        return transaction.reversePath();
    }

    @Override
    public Map<String, String> parameters() {
        return transaction.parameters();
    }

    @Override
    public MailEnvelope.Recipient recipient() {
        return new RecipientView(asked, patterns);
    }
}
