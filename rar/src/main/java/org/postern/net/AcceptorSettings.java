package org.postern.net;

import org.postern.smtp.ConversationSettings;
import org.postern.smtp.Service;
import org.postern.tls.TlsOffers;

/**
 * All that an acceptor needs to know. Immutable, but for the offers, which follow the key store.
 *
 * @param spoolThresholdBytes content kept in memory before it goes to a file
 * @param maxUnreadReplyBytes replies kept for a peer that does not read; beyond, nothing of it is read either
 * @param knowsUsers whether peers may authenticate
 * @param certificateUser whom a client certificate stands for
 * @param refusesNullMx whether senders are refused whose domain takes no mail (RFC 7505)
 */
public record AcceptorSettings(
        ListenAddress listen,
        PeerRules peers,
        ConversationSettings conversation,
        Timeouts timeouts,
        int spoolThresholdBytes,
        int maxUnreadReplyBytes,
        boolean refusesNullMx,
        boolean knowsUsers,
        CertificateUser certificateUser,
        TlsOffers offers) {

    /**
     * Whether a client has to be silent for a while before it is greeted. Only other servers are tried: clients of users and
     * relays of one's own are known to be what they are.
     */
    boolean greetsLate() {
        return !timeouts.greeting().isZero() && conversation.service() == Service.SMTP;
    }
}
