/**
 * Which certificate serves which local address, and why one does not.
 *
 * <p>An administrator's {@link org.postern.tls.CertificateBinding} names an alias for a {@link
 * org.postern.ip.LocalAddress}; a {@link org.postern.tls.keys.KeyStoreSource} brings the keys; {@link
 * org.postern.tls.TlsOffers} joins the two into one {@link org.postern.tls.TlsOffer} per connection. Nothing here knows
 * SMTP, opens a socket or writes a log: every answer is a value that carries its own sentence.
 */
@NullMarked
package org.postern.tls;

import org.jspecify.annotations.NullMarked;
