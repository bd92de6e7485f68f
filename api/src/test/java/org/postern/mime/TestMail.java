package org.postern.mime;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.api.MailEnvelope;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;

/** A message as a listener gets it. */
final class TestMail implements MailMessage, MailEnvelope {
    private final byte[] content;
    private final Optional<String> reversePath;

    private TestMail(byte[] content, Optional<String> reversePath) {
        this.content = content.clone();
        this.reversePath = reversePath;
    }

    static TestMail of(byte[] content) {
        return new TestMail(content, Optional.of("a@example.org"));
    }

    static TestMail withoutSender(String content) {
        return new TestMail(content.getBytes(StandardCharsets.US_ASCII), Optional.empty());
    }

    @Override
    public String id() {
        return "id";
    }

    @Override
    public MailEnvelope envelope() {
        return this;
    }

    @Override
    public Optional<String> reversePath() {
        return reversePath;
    }

    @Override
    public Map<String, String> parameters() {
        throw new AssertionError("not looked at");
    }

    @Override
    public List<Recipient> recipients() {
        throw new AssertionError("not looked at");
    }

    @Override
    public MailSession session() {
        throw new AssertionError("not looked at");
    }

    @Override
    public Instant receivedAt() {
        return Instant.EPOCH;
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public InputStream openStream() {
        return new ByteArrayInputStream(content);
    }

    @Override
    public String traceFields() {
        return "Received: by here\r\n";
    }
}
