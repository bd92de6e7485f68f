package org.postern.tls.keys;

import javax.security.auth.x500.X500Principal;

/**
 * A certificate that is right, and that Java cannot read because of the key that it is for. It is left out: a client with
 * Java that is sent it gives up the whole handshake, even one that verifies nothing.
 *
 * @param kind of its key, with its article
 */
public record UnreadCertificate(X500Principal subject, String kind) {}
