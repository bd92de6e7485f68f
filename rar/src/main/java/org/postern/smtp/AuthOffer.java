package org.postern.smtp;

import java.util.Optional;
import java.util.stream.Collectors;

/** Whether AUTH is announced, and with it its parameter of MAIL: not where passwords would go in plaintext (RFC 4954 section 4). */
final class AuthOffer {
    private AuthOffer() {}

    static boolean isOffered(Authenticator users, Security security) {
        return security == Security.TLS_ACTIVE
                && users.isAvailable()
                && !users.mechanisms().isEmpty();
    }

    /** The line of EHLO, if there is one. */
    static Optional<String> capability(Authenticator users, Security security) {
        return isOffered(users, security)
                ? Optional.of(users.mechanisms().stream()
                        .map(SaslMechanism::name)
                        .collect(Collectors.joining(" ", "AUTH ", "")))
                : Optional.empty();
    }
}
