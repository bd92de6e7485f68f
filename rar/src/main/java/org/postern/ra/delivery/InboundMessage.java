package org.postern.ra.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.postern.api.MailEnvelope;
import org.postern.api.MailHeaders;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;
import org.postern.mime.ContentLimits;
import org.postern.mime.HeaderFields;
import org.postern.net.ReceivedMessage;
import org.postern.ra.duplicates.MessageKey;
import org.postern.smtp.Envelope;
import org.postern.smtp.MailboxPatterns;

/** A received message as its listener sees it; {@code postern-test} shows its messages so, too. Immutable. */
public final class InboundMessage implements MailMessage {
    private final ReceivedMessage message;
    private final MailboxPatterns patterns;
    private final BooleanSupplier givenUp;
    private final Once<MailHeaders> headers = new Once<>(this::readHeaders);
    private final Once<MessageKey> key;

    /**
     * A message of a delivery.
     *
     * @param patterns for which recipients the bean takes mail
     * @param givenUp whether the adapter has answered for the bean already: what the bean computes then is of no use, and ends
     *     with the next octets that it reads
     */
    public InboundMessage(ReceivedMessage message, MailboxPatterns patterns, BooleanSupplier givenUp) {
        this.message = message;
        this.patterns = patterns;
        this.givenUp = givenUp;
        this.key = new Once<>(() -> MessageKey.of(message));
    }

    @Override
    public String id() {
        return message.id();
    }

    @Override
    public MailEnvelope envelope() {
        return new EnvelopeView(message.envelope(), patterns);
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
    public MailHeaders headers() throws IOException {
        return headers.get();
    }

    @Override
    public String deliveryKey() throws IOException {
        return key.get().digits();
    }

    @Override
    public InputStream openStream() throws IOException {
        return new DeliveredStream(message.content().openStream(), givenUp);
    }

    @Override
    public String traceFields() {
        return message.traceFields();
    }

    private MailHeaders readHeaders() throws IOException {
        try (InputStream content = openStream()) {
            return HeaderFields.read(content, ContentLimits.defaults());
        }
    }

    @Override
    public String toString() {
        return message.id();
    }

    private record EnvelopeView(Envelope envelope, MailboxPatterns patterns) implements MailEnvelope {
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
                    .<MailEnvelope.Recipient>map(one -> new RecipientView(one, patterns))
                    .toList();
        }
    }
}
