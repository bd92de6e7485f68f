package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MailMessagesTest {
    private static final String CONTENT = "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHello, bean.\r\n";

    @Test
    void aMessageIsParsedAsItIs() throws Exception {
        MimeMessage mime = MailMessages.toMimeMessage(TestMail.of(CONTENT.getBytes(StandardCharsets.US_ASCII)));

        assertThat(mime.getSubject()).isEqualTo("Gr\u00fc\u00dfe");
        assertThat(mime.getContent()).isEqualTo("Hello, bean.\r\n");
        assertThat(mime.getHeader("Received")).isNull();
    }

    @Test
    void anEmptyMessageIsAMessageToo() throws Exception {
        assertThat(MailMessages.toMimeMessage(TestMail.of(new byte[0])).getSubject())
                .isNull();
    }
}
