package org.postern.smtp;

/** How the peer has introduced itself: with EHLO, HELO or LHLO, or not yet. Immutable. */
record Introduction(String name, boolean extended) {
    static final Introduction NONE = new Introduction("", false);

    /**
     * Takes whatever the peer calls itself: mail is not refused over the name (RFC 5321 section 4.1.4).
     *
     * @param octets one a character; if they are not UTF-8 they stay so
     */
    static Introduction by(Verb verb, String octets) {
        return new Introduction(Utf8.decode(octets).orElse(octets), verb != Verb.HELO);
    }

    /** What a message tells of it. The protocols with S and A in their names are for ESMTP only. */
    Hello hello(Service service, EnvelopeBuilder envelope, TlsStanding tls, Authenticator users) {
        if (!extended) {
            return new Hello(name, "SMTP");
        }
        boolean local = service == Service.LMTP;
        String base = envelope.isInternational() ? (local ? "UTF8LMTP" : "UTF8SMTP") : (local ? "LMTP" : "ESMTP");
        String secured = tls.isActive() ? "S" : "";
        return new Hello(name, base + secured + (users.user().isPresent() ? "A" : ""));
    }
}
