package org.postern.smtp;

/**
 * A sign in one conversation that something stands between the peer and this server and changes what they say, or that the peer takes this
 * address for another one. Each is a guess, but one that an administrator should hear.
 */
public enum TlsAnomaly {
    /** The very first octets are a TLS ClientHello: the client expects implicit TLS, so it has the wrong port. */
    TLS_AT_GREETING,
    /**
     * A TLS ClientHello came though STARTTLS was neither announced in a reply to EHLO nor ever sent to this server in
     * the conversation: something in between answered STARTTLS itself, like the firewall of Knowledge Base article
     * Q237327.
     */
    TLS_NEVER_OFFERED,
    /**
     * STARTTLS was announced, and a TLS ClientHello came without it: either the client did not care to ask, or something
     * in between has kept the command for itself.
     */
    TLS_NOT_ASKED_FOR,
    /**
     * STARTTLS was asked for and refused, and a TLS ClientHello came all the same: the client did not read the reply, or
     * something in between has made another one of it.
     */
    TLS_AFTER_REFUSAL,
    /**
     * A verb of nothing but X or nothing but asterisks: a firewall that inspects SMTP (Cisco PIX and ASA, "fixup" and
     * "inspect esmtp") overwrites so the commands that it does not like, EHLO and STARTTLS among them.
     */
    MASKED_COMMAND,
    /**
     * Octets came behind STARTTLS in plaintext: either the client does not wait for the reply, or an attacker has put
     * commands into the connection that should be executed inside of TLS (CVE-2011-0411).
     */
    PLAINTEXT_BEHIND_STARTTLS
}
