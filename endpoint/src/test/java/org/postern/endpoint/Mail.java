package org.postern.endpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.api.MailEnvelope;
import org.postern.api.MailHeaders;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;
import org.postern.api.RecipientInquiry;
import org.postern.mime.ContentLimits;
import org.postern.mime.HeaderFields;

/** A message for one recipient, and the question about it. */
record Mail(String address, Optional<String> reversePath, String content)
        implements MailMessage, MailEnvelope, MailEnvelope.Recipient, MailSession, RecipientInquiry {
    static Mail to(String address) {
        return new Mail(address, Optional.of("a@example.org"), "Subject: x\r\n\r\nhello\r\n");
    }

    /** With line ends as they are in mail. */
    Mail saying(String text) {
        return new Mail(address, reversePath, text.replace("\n", "\r\n"));
    }

    Mail withoutReversePath() {
        return new Mail(address, Optional.empty(), content);
    }

    @Override
    public String id() {
        return "m-1";
    }

    @Override
    public MailEnvelope envelope() {
        return this;
    }

    @Override
    public MailSession session() {
        return this;
    }

    @Override
    public Instant receivedAt() {
        return Instant.EPOCH;
    }

    @Override
    public long size() {
        return content.length();
    }

    @Override
    public MailHeaders headers() throws IOException {
        return HeaderFields.read(openStream(), ContentLimits.defaults());
    }

    @Override
    public String deliveryKey() {
        return "0".repeat(64);
    }

    @Override
    public InputStream openStream() {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String traceFields() {
        return "";
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of();
    }

    @Override
    public List<Recipient> recipients() {
        return List.of(this);
    }

    @Override
    public Recipient recipient() {
        return this;
    }

    @Override
    public Optional<String> detail() {
        return Optional.empty();
    }

    @Override
    public InetSocketAddress peer() {
        return InetSocketAddress.createUnresolved("192.0.2.1", 40_000);
    }

    @Override
    public InetSocketAddress localAddress() {
        return InetSocketAddress.createUnresolved("192.0.2.2", 25);
    }

    @Override
    public String heloName() {
        return "client.example.org";
    }

    @Override
    public String protocol() {
        return "ESMTP";
    }

    @Override
    public Optional<Tls> tls() {
        return Optional.empty();
    }

    @Override
    public Optional<String> authenticatedUser() {
        return Optional.empty();
    }

    @Override
    public Optional<Proxy> proxy() {
        return Optional.empty();
    }
}
