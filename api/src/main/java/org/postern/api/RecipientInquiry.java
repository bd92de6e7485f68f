package org.postern.api;

import java.util.Map;
import java.util.Optional;

/**
 * A sender asks whether mail is taken for a recipient. Immutable.
 *
 * <p>Only the adapter implements it: later versions have more methods.
 */
public interface RecipientInquiry {
    /**
     * Tells who asks, and how.
     *
     * @return the facts of the session so far
     */
    MailSession session();

    /**
     * Tells where failure reports would go.
     *
     * @return as in {@link MailEnvelope#reversePath()}
     */
    Optional<String> reversePath();

    /**
     * Gives the parameters of {@code MAIL FROM}; {@code SIZE}, if it is there, announces the octets of the message.
     *
     * @return as in {@link MailEnvelope#parameters()}
     */
    Map<String, String> parameters();

    /**
     * Tells for whom mail would be.
     *
     * @return the recipient in question
     */
    MailEnvelope.Recipient recipient();
}
