package org.postern.net;

import java.time.Instant;
import java.util.Optional;
import org.postern.smtp.Envelope;

/**
 * A complete message, and what is known of how it came. Immutable.
 *
 * @param content to be closed by whoever takes the message
 * @param user who has authenticated
 * @param traceFields complete header lines
 */
public record ReceivedMessage(
        String id,
        Envelope envelope,
        Content content,
        String traceFields,
        Instant receivedAt,
        ConnectionFacts connection,
        String heloName,
        String protocol,
        Optional<TlsFacts> tls,
        Optional<String> user) {

    /** The same message, for some of its recipients. */
    public ReceivedMessage of(Envelope part, Content copy) {
        return new ReceivedMessage(id, part, copy, traceFields, receivedAt, connection, heloName, protocol, tls, user);
    }
}
