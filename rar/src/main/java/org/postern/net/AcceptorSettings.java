package org.postern.net;

import org.postern.smtp.ConversationSettings;
import org.postern.tls.TlsOffers;

/**
 * All that an acceptor needs to know. Immutable, but for the offers, which follow the key store.
 *
 * @param spoolThresholdBytes content kept in memory before it goes to a file
 */
public record AcceptorSettings(
        ListenAddress listen,
        PeerRules peers,
        ConversationSettings conversation,
        Timeouts timeouts,
        int spoolThresholdBytes,
        TlsOffers offers) {}
