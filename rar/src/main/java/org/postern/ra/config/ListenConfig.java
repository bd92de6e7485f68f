package org.postern.ra.config;

import org.postern.net.ListenAddress;
import org.postern.net.PeerRules;
import org.postern.smtp.EnvelopeSyntax;
import org.postern.tls.TlsPolicy;

/**
 * One address to listen on, how TLS is wanted there, who is served, who can authenticate, and how envelopes must be written.
 * Immutable.
 */
public record ListenConfig(
        ListenAddress address, TlsPolicy tls, PeerRules peers, UserConfig users, EnvelopeSyntax syntax) {
    private static final int PUBLIC_PORT = 25;

    /** Whether senders without TLS are turned away where mail servers of the world deliver (RFC 3207 section 4). */
    public boolean requiresTlsOnPublicPort() {
        return tls.mode() == TlsPolicy.Mode.REQUIRE && address.port() == PUBLIC_PORT && !address.implicitTls();
    }
}
