package org.postern.net;

import java.util.Optional;
import org.postern.smtp.Sender;

/**
 * The beginning of a mail transaction (RFC 5321 section 3.3): who brings what from whom. Immutable.
 *
 * @param user who has authenticated
 */
public record MailTransaction(
        ConnectionFacts connection, Optional<TlsFacts> tls, Optional<String> user, Sender sender) {}
