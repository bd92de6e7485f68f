package org.postern.smtp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways to authenticate that this server knows (RFC 4422), the preferred first. */
public enum SaslMechanism {
    /** By name and password in one message (RFC 4616). */
    PLAIN,
    /** By name and password, asked for one after the other: never a standard, but all that some clients know. */
    LOGIN,
    /** By what the TLS handshake has shown: the certificate of the client (RFC 4422 appendix A). */
    EXTERNAL;

    /** Finds a mechanism in any case (RFC 4954 section 4). */
    static Optional<SaslMechanism> named(String name) {
        return Arrays.stream(values())
                .filter(one -> one.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
