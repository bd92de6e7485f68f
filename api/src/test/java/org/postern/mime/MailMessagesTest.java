package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.postern.api.MailEnvelope;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;

class MailMessagesTest {
    private static final String CONTENT = "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHello, bean.\r\n";

    @Test
    void aMessageIsParsedAsItIs() throws Exception {
        MimeMessage mime = MailMessages.toMimeMessage(new Received(CONTENT));

        assertThat(mime.getSubject()).isEqualTo("Gr\u00fc\u00dfe");
        assertThat(mime.getContent()).isEqualTo("Hello, bean.\r\n");
        assertThat(mime.getHeader("Received")).isNull();
    }

    @Test
    void anEmptyMessageIsAMessageToo() throws Exception {
        assertThat(MailMessages.toMimeMessage(new Received("")).getSubject()).isNull();
    }

    private record Received(String content) implements MailMessage {
        @Override
        public String id() {
            return "id";
        }

        @Override
        public MailEnvelope envelope() {
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
            return content.length();
        }

        @Override
        public InputStream openStream() {
            return new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public String traceFields() {
            return "Received: by here\r\n";
        }
    }
}
