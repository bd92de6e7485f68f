package org.postern.ra.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.postern.api.MailEnvelope;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;
import org.postern.net.ReceivedMessage;
import org.postern.smtp.Envelope;

/**
 * A received message as its listener sees it. Immutable.
 *
 * @param givenUp whether the adapter has answered for the bean already: what the bean computes then is of no use, and ends with
 *     the next octets that it reads
 */
record InboundMessage(ReceivedMessage message, BooleanSupplier givenUp) implements MailMessage {
    @Override
    public String id() {
        return message.id();
    }

    @Override
    public MailEnvelope envelope() {
        return new EnvelopeView(message.envelope());
    }

    @Override
    public MailSession session() {
        return new SessionView(message.session());
    }

    @Override
    public Instant receivedAt() {
        return message.receivedAt();
    }

    @Override
    public long size() {
        return message.content().size();
    }

    @Override
    public InputStream openStream() throws IOException {
        return new DeliveredStream(message.content().openStream(), givenUp);
    }

    @Override
    public String traceFields() {
        return message.traceFields();
    }

    @Override
    public String toString() {
        return message.id();
    }

    private record EnvelopeView(Envelope envelope) implements MailEnvelope {
        @Override
        public Optional<String> reversePath() {
            return envelope.reversePath();
        }

        @Override
        public Map<String, String> parameters() {
            return envelope.parameters();
        }

        @Override
        public List<MailEnvelope.Recipient> recipients() {
            return envelope.recipients().stream()
                    .<MailEnvelope.Recipient>map(RecipientView::new)
                    .toList();
        }
    }
}
