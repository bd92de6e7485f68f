package org.postern.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.api.MailEnvelope;
import org.postern.api.MailHeaders;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;

/** A message as a listener gets it. */
final class TestMail implements MailMessage, MailEnvelope {
    private final byte[] content;
    private final Optional<String> reversePath;
    private final boolean readable;
    private final String trace;

    private TestMail(byte[] content, Optional<String> reversePath, boolean readable) {
        this(content, reversePath, readable, "Received: by here\r\n");
    }

    private TestMail(byte[] content, Optional<String> reversePath, boolean readable, String trace) {
        this.trace = trace;
        this.content = content.clone();
        this.reversePath = reversePath;
        this.readable = readable;
    }

    static TestMail of(byte[] content) {
        return new TestMail(content, Optional.of("a@example.org"), true);
    }

    /** One that breaks off where it should end. */
    static TestMail unreadable(String content) {
        return new TestMail(content.getBytes(StandardCharsets.US_ASCII), Optional.of("a@example.org"), false);
    }

    TestMail withoutReversePath() {
        return new TestMail(content, Optional.empty(), readable);
    }

    byte[] octets() {
        return content.clone();
    }

    static TestMail withoutSender(String content) {
        return new TestMail(content.getBytes(StandardCharsets.US_ASCII), Optional.empty(), true);
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
    public MailHeaders headers() throws IOException {
        return HeaderFields.read(openStream(), ContentLimits.defaults());
    }

    @Override
    public String deliveryKey() {
        throw new AssertionError("not looked at");
    }

    @Override
    public InputStream openStream() {
        InputStream octets = new ByteArrayInputStream(content);
        return readable ? octets : new SequenceInputStream(octets, new Broken());
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the disk is gone");
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return read();
        }
    }

    /** As the adapter gives a submission what it lacks. */
    TestMail withTrace(String fields) {
        return new TestMail(content, reversePath, readable, fields);
    }

    @Override
    public String traceFields() {
        return trace;
    }
}
