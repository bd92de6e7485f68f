package org.postern.net;

import java.time.Instant;
import java.util.Optional;
import org.postern.smtp.Conversation;
import org.postern.smtp.Envelope;
import org.postern.smtp.Trace;

/** Makes messages of what one connection brings, and numbers them. */
final class MessageAssembler {
    private final ConnectionFacts facts;
    private final String hostName;
    private final ConnectionServices services;
    private int count;

    MessageAssembler(ConnectionFacts facts, String hostName, ConnectionServices services) {
        this.facts = facts;
        this.hostName = hostName;
        this.services = services;
    }

    ReceivedMessage assemble(
            Conversation conversation,
            Optional<TlsFacts> tls,
            Optional<String> user,
            Envelope envelope,
            Content content) {
        String id = facts.id() + "-" + ++count;
        Instant now = services.time().now();
        String helo = conversation.heloName();
        String protocol = conversation.protocol();
        Trace trace = new Trace(helo, facts.peerIp(), hostName, protocol, tls.map(TlsFacts::cipherSuite), id);
        return new ReceivedMessage(
                id,
                envelope,
                content,
                trace.fields(envelope, now, conversation.fieldsToAdd()),
                now,
                facts,
                helo,
                protocol,
                tls,
                user);
    }
}
