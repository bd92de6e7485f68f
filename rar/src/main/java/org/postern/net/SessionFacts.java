package org.postern.net;

import java.util.Optional;
import org.postern.smtp.Hello;

/**
 * What is known of the session that a mail transaction belongs to. Immutable.
 *
 * @param client how it has introduced itself
 * @param tls what the client has agreed on with this server, or with a trusted proxy
 * @param user who has authenticated
 */
public record SessionFacts(
        ConnectionFacts connection, Hello client, Optional<TlsFacts> tls, Optional<AuthenticatedUser> user) {}
