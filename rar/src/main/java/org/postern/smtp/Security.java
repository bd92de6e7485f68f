package org.postern.smtp;

import java.util.EnumSet;
import java.util.Set;

/** Where a conversation stands with TLS. One value drives both what EHLO announces and what STARTTLS is answered. */
public enum Security {
    /** Plaintext, and nothing better to be had at this address. */
    NO_TLS,
    /** Plaintext; STARTTLS is announced and will be kept. */
    TLS_OFFERED,
    /** Plaintext; STARTTLS is announced and will be kept, and nothing else is accepted before (RFC 3207 section 4). */
    TLS_REQUIRED,
    /** TLS is active. */
    TLS_ACTIVE;

    /** RFC 3207 section 4: what a server may still accept while it requires TLS. */
    private static final Set<Verb> BEFORE_TLS = EnumSet.of(Verb.NOOP, Verb.EHLO, Verb.LHLO, Verb.STARTTLS, Verb.QUIT);

    /** Whether the peer can have TLS by asking for it. */
    boolean offersStartTls() {
        return this == TLS_OFFERED || this == TLS_REQUIRED;
    }

    /** Whether a command is looked at at all. */
    boolean admits(Verb verb) {
        return this != TLS_REQUIRED || BEFORE_TLS.contains(verb);
    }
}
