package org.postern.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SMTP envelope of a message (RFC 5321 section 2.3.1). Immutable.
 *
 * <p>Only the adapter implements it: later versions have more methods.
 */
public interface MailEnvelope {
    /**
     * Tells where failure reports go: the mailbox of {@code MAIL FROM}, without angle brackets and source route, otherwise
     * as it was sent.
     *
     * @return the mailbox; empty for the null reverse path {@code <>}, to which nothing may ever be answered
     */
    Optional<String> reversePath();

    /**
     * Gives the parameters of {@code MAIL FROM}. Those that are here were checked: {@code SIZE} (RFC 1870), {@code BODY}
     * (RFC 6152, RFC 3030), {@code SMTPUTF8} (RFC 6531), {@code RET} and {@code ENVID} (RFC 3461), {@code BY} (RFC 2852),
     * {@code MT-PRIORITY} (RFC 6710), {@code REQUIRETLS} (RFC 8689), {@code AUTH} (RFC 4954). The adapter sends no reports and
     * relays nothing: what the last seven ask for is for the listener to do.
     *
     * <p>Values are as they were sent. That of {@code ENVID} and of {@code AUTH} is in xtext (RFC 3461 section 4), where
     * {@code +2B} is a plus sign.
     *
     * @return values by keyword; keywords in upper case, an empty value where none was given; in the order sent
     */
    Map<String, String> parameters();

    /**
     * Tells for whom the message is. A recipient that was named twice is here twice. With {@code transaction=recipient} it is a single
     * one, and the bean is called for each mailbox.
     *
     * @return the accepted recipients in the order sent, never empty
     */
    List<Recipient> recipients();

    /** One accepted {@code RCPT TO}. Immutable. Only the adapter implements it. */
    interface Recipient {
        /**
         * Gives the mailbox without angle brackets and source route, otherwise as it was sent. {@code Postmaster} may
         * stand without a domain (RFC 5321 section 4.5.1).
         *
         * @return the mailbox, never empty
         */
        String address();

        /**
         * Gives the detail of the address (RFC 5233): what stands where the pattern of {@code recipients} has its first asterisk
         * in the local part. {@code 4711} for {@code orders+4711@shop.example.com} and the pattern
         * {@code orders+*@shop.example.com}. Any sender can write anything there.
         *
         * @return as it was sent, without quotes; perhaps empty text. Empty if no pattern with such a place matches, as with
         *     {@code *} and {@code *@shop.example.com}
         */
        Optional<String> detail();

        /**
         * Gives the parameters of {@code RCPT TO}: {@code NOTIFY} and {@code ORCPT} (RFC 3461, RFC 6533), both checked, and as
         * they were sent: the address in {@code ORCPT} is in xtext, or in the encoding of RFC 6533. A report that is asked for
         * is for the listener to send.
         *
         * @return values by keyword; keywords in upper case, an empty value where none was given; in the order sent
         */
        Map<String, String> parameters();
    }
}
