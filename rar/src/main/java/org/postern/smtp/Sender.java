package org.postern.smtp;

import java.util.Map;
import java.util.Optional;

/**
 * Who wants to send a message. Immutable.
 *
 * @param reversePath as sent, without brackets and source route; empty for {@code <>}
 * @param parameters those of MAIL, values by upper-case keyword, in the order sent
 */
public record Sender(Optional<String> reversePath, Map<String, String> parameters) {
    /** What the sender says about the size of its message (RFC 1870); 0 if nothing. */
    public long announcedOctets() {
        return Long.parseLong(parameters.getOrDefault("SIZE", "0"));
    }
}
