package org.postern.smtp;

/** Where a conversation stands with TLS. One value drives both what EHLO announces and what STARTTLS is answered. */
public enum Security {
    /** Plaintext, and nothing better to be had at this address. */
    NO_TLS,
    /** Plaintext; STARTTLS is announced and will be kept. */
    TLS_OFFERED,
    /** TLS is active. */
    TLS_ACTIVE
}
