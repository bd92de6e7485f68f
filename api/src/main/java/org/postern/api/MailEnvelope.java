package org.postern.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SMTP envelope of a message (RFC 5321 section 2.3.1). Immutable. */
public interface MailEnvelope {
    /**
     * Tells where failure reports go: the mailbox of {@code MAIL FROM}, without angle brackets and source route, otherwise
     * as it was sent.
     *
     * @return the mailbox; empty for the null reverse path {@code <>}, to which nothing may ever be answered
     */
    Optional<String> reversePath();

    /**
     * Gives the parameters of {@code MAIL FROM}, such as {@code SIZE} or {@code BODY}.
     *
     * @return values by keyword; keywords in upper case, an empty value where none was given; in the order sent
     */
    Map<String, String> parameters();

    /**
     * Tells for whom the message is. A recipient that was named twice is here twice.
     *
     * @return the accepted recipients in the order sent, never empty
     */
    List<Recipient> recipients();

    /** One accepted {@code RCPT TO}. Immutable. */
    interface Recipient {
        /**
         * Gives the mailbox without angle brackets and source route, otherwise as it was sent. {@code Postmaster} may
         * stand without a domain (RFC 5321 section 4.5.1).
         *
         * @return the mailbox, never empty
         */
        String address();

        /**
         * Gives the parameters of {@code RCPT TO}.
         *
         * @return values by keyword; keywords in upper case, an empty value where none was given; in the order sent
         */
        Map<String, String> parameters();
    }
}
