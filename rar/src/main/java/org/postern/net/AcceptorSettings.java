package org.postern.net;

import org.postern.smtp.ConversationSettings;
import org.postern.smtp.Service;
import org.postern.tls.TlsOffers;

/**
 * All that an acceptor needs to know. Immutable, but for the offers, which follow the key store.
 */
public record AcceptorSettings(
        ListenAddress listen,
        PeerRules peers,
        ConversationSettings conversation,
        Timeouts timeouts,
        BufferLimits buffers,
        SenderRules senders,
        TlsOffers offers) {

    /**
     * Whether a client has to be silent for a while before it is greeted. Only other servers are tried: clients of users and
     * relays of one's own are known to be what they are.
     */
    boolean greetsLate() {
        return !timeouts.greeting().isZero() && conversation.service() == Service.SMTP;
    }
}
