package org.postern.smtp;

/** How the peer has introduced itself: with EHLO, HELO or LHLO, or not yet. Immutable. */
record Introduction(String name, boolean extended) {
    static final Introduction NONE = new Introduction("", false);

    static Introduction by(Verb verb, String name) throws Refusal {
        if (!Domains.isHeloName(name)) {
            throw new Refusal(Replies.BAD_HELO_NAME);
        }
        return new Introduction(name, verb != Verb.HELO);
    }

    /**
     * The protocol by its name in RFC 3848 or RFC 6531 section 4.3. The names with S and A are for ESMTP only.
     *
     * @param international whether the message may have addresses in UTF-8
     */
    String protocol(Service service, boolean international, boolean secured, boolean authenticated) {
        if (!extended) {
            return "SMTP";
        }
        boolean local = service == Service.LMTP;
        String base = international ? (local ? "UTF8LMTP" : "UTF8SMTP") : (local ? "LMTP" : "ESMTP");
        return base + (secured ? "S" : "") + (authenticated ? "A" : "");
    }
}
