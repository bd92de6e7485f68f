package org.postern.net;

import java.util.Map;
import java.util.Optional;

/**
 * The beginning of a mail transaction (RFC 5321 section 3.3): who brings what from whom. Immutable.
 *
 * @param reversePath as sent, without brackets and source route; empty for {@code <>}
 * @param parameters those of MAIL, values by upper-case keyword, in the order sent
 */
public record MailTransaction(SessionFacts session, Optional<String> reversePath, Map<String, String> parameters) {}
