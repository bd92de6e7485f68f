package org.postern.ra.delivery;

import java.util.Map;
import java.util.Optional;
import org.postern.api.MailEnvelope;
import org.postern.api.MailSession;
import org.postern.api.RecipientInquiry;
import org.postern.net.MailTransaction;
import org.postern.smtp.Recipient;

/** The question about a recipient as a listener sees it. Immutable. */
public record RecipientCheck(MailTransaction transaction, Recipient asked) implements RecipientInquiry {
    @Override
    public MailSession session() {
        return new SessionView(
                transaction.connection(),
                transaction.sender().heloName(),
                transaction.sender().protocol(),
                transaction.tls(),
                transaction.user());
    }

    @Override
    public Optional<String> reversePath() {
        return transaction.sender().reversePath();
    }

    @Override
    public Map<String, String> parameters() {
        return transaction.sender().parameters();
    }

    @Override
    public MailEnvelope.Recipient recipient() {
        return new RecipientView(asked);
    }
}
