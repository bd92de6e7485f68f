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

    /**
     * What its messages tell of it.
     *
     * @param international whether the message may have addresses in UTF-8
     */
    Hello hello(Service service, boolean international, boolean secured, boolean authenticated) {
        return new Hello(name, protocol(service, international, secured, authenticated));
    }

    /** By its name in RFC 3848 or RFC 6531 section 4.3. The names with S and A are for ESMTP only. */
    private String protocol(Service service, boolean international, boolean secured, boolean authenticated) {
        if (!extended) {
            return "SMTP";
        }
        boolean local = service == Service.LMTP;
        String base = international ? (local ? "UTF8LMTP" : "UTF8SMTP") : (local ? "LMTP" : "ESMTP");
        return base + (secured ? "S" : "") + (authenticated ? "A" : "");
    }
}
