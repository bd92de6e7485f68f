package org.postern.smtp;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A complete SMTP envelope. Immutable.
 *
 * @param reversePath as sent, without brackets and source route; empty for {@code <>}
 * @param parameters those of MAIL, values by upper-case keyword, in the order sent
 * @param recipients at least one
 */
public record Envelope(Optional<String> reversePath, Map<String, String> parameters, List<Recipient> recipients) {

    /** The same, for some of the recipients. */
    public Envelope to(List<Recipient> some) {
        return new Envelope(reversePath, parameters, List.copyOf(some));
    }
}
