package org.postern.it;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.api.MailEnvelope;
import org.postern.api.MailHeaders;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;
import org.postern.mime.ContentLimits;
import org.postern.mime.HeaderFields;
import org.postern.mime.MailContent;
import org.postern.mime.MailMessages;

/** What a bean stored, as a message again: for what reads the content, and nothing else. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record StoredContent(byte[] octets, Optional<String> reversePath) implements MailMessage, MailEnvelope {
    static MailContent of(Mailbox.StoredMail stored) throws IOException {
        Optional<String> reversePath =
                Optional.of(stored.facts().getString("mail_from")).filter(path -> !path.isEmpty());
        return MailMessages.content(new StoredContent(stored.content(), reversePath));
    }

    @Override
    public String id() {
        return "stored";
    }

    @Override
    public Instant receivedAt() {
        return Instant.EPOCH;
    }

    @Override
    public MailEnvelope envelope() {
        return this;
    }

    @Override
    public MailSession session() {
        throw new UnsupportedOperationException("the session has ended");
    }

    @Override
    public String traceFields() {
        return "";
    }

    @Override
    public long size() {
        return octets.length;
    }

    @Override
    public MailHeaders headers() throws IOException {
        return HeaderFields.read(openStream(), ContentLimits.defaults());
    }

    @Override
    public String deliveryKey() {
        throw new UnsupportedOperationException("nothing was kept of how it came");
    }

    @Override
    public InputStream openStream() {
        return new ByteArrayInputStream(octets);
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of();
    }

    @Override
    public List<Recipient> recipients() {
        return List.of();
    }
}
