package org.postern.net;

import java.util.Optional;
import org.postern.tls.CertificateUser;

/**
 * What is known of senders besides what they say. Immutable.
 *
 * @param refusesNullMx whether senders are refused whose domain takes no mail (RFC 7505)
 * @param users whom the certificate of a client stands for; empty where no client may authenticate
 */
public record SenderRules(boolean refusesNullMx, Optional<CertificateUser> users) {}
