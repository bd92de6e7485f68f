package org.postern.net;

import java.time.Instant;
import java.util.Set;
import org.postern.smtp.Envelope;
import org.postern.smtp.Trace;

/** Makes messages of what one connection brings, and numbers them. */
final class MessageAssembler {
    private final String hostName;
    private final Time time;
    private int count;

    MessageAssembler(String hostName, Time time) {
        this.hostName = hostName;
        this.time = time;
    }

    /**
     * Makes the next message.
     *
     * @param fieldsToAdd the header fields that this server owes it, besides those of the trace
     */
    ReceivedMessage assemble(SessionFacts session, Envelope envelope, Content content, Set<String> fieldsToAdd) {
        ConnectionFacts connection = session.connection();
        String id = connection.id() + "-" + ++count;
        Instant now = time.now();
        Trace trace = new Trace(
                session.client().heloName(),
                connection.peerIp(),
                hostName,
                session.client().protocol(),
                session.tls().map(TlsFacts::cipherSuite),
                id);
        return new ReceivedMessage(id, envelope, content, trace.fields(envelope, now, fieldsToAdd), now, session);
    }
}
