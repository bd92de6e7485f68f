package org.postern.smtp;

/** What is served at an address: each kind speaks SMTP with rules of its own. */
public enum Service {
    /** Mail from other servers (RFC 5321). */
    SMTP,
    /** Mail from authenticated users (RFC 6409). */
    SUBMISSION,
    /** Mail from a server that keeps the queue, with a reply for each recipient (RFC 2033). */
    LMTP;

    /** Whether a verb exists here: LHLO stands in LMTP for both EHLO and HELO (RFC 2033 section 4.1). */
    boolean knows(Verb verb) {
        return switch (verb) {
            case EHLO, HELO -> this != LMTP;
            case LHLO -> this == LMTP;
            default -> true;
        };
    }

    /** Whether a client has to authenticate before it sends mail (RFC 6409 section 4.3). */
    public boolean demandsAuthentication() {
        return this == SUBMISSION;
    }

    /** Whether header fields that are missing are added (RFC 6409 section 8). */
    boolean completesHeader() {
        return this == SUBMISSION;
    }

    /** How often the outcome of a message is told (RFC 2033 section 4.2). */
    int repliesToContent(int recipients) {
        return this == LMTP ? recipients : 1;
    }
}
