package org.postern.net;

import java.util.Optional;

/**
 * What is known of the session that a mail transaction belongs to. Immutable.
 *
 * @param heloName what the client called itself
 * @param protocol by its name in RFC 3848 or RFC 6531 section 4.3
 * @param tls what the client has agreed on with this server, or with a trusted proxy
 * @param user who has authenticated
 */
public record SessionFacts(
        ConnectionFacts connection, String heloName, String protocol, Optional<TlsFacts> tls, Optional<String> user) {}
