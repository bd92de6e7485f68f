package org.postern.smtp;

import java.util.Map;

/**
 * One accepted RCPT. Immutable.
 *
 * @param mailbox as sent, without brackets and source route
 * @param parameters values by upper-case keyword, in the order sent
 */
public record Recipient(String mailbox, Map<String, String> parameters) {
    /** The mailbox in the one spelling that all have which mean it; not for beans, which see it as sent. */
    public String anySpelling() {
        return Spelling.mailbox(mailbox);
    }
}
