package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailMessagesTest {
    private static final String CONTENT = "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHello, bean.\r\n";

    @Test
    void aMessageIsParsedAsItIs() throws Exception {
        MimeMessage mime = MailMessages.toMimeMessage(TestMail.of(CONTENT.getBytes(StandardCharsets.US_ASCII)));

        assertThat(mime.getSubject()).isEqualTo("Gr\u00fc\u00dfe");
        assertThat(mime.getContent()).isEqualTo("Hello, bean.\r\n");
        assertThat(mime.getHeader("Received")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject: broken in the hea", "Subject: x\r\n\r\nbroken in the bo"})
    void contentThatCannotBeReadIsNoFaultOfItsSender(String content) {
        assertThatIOException()
                .isThrownBy(() -> MailMessages.content(TestMail.unreadable(content)))
                .withMessage("the disk is gone");
    }

    @Test
    void anEmptyMessageIsAMessageToo() throws Exception {
        assertThat(MailMessages.toMimeMessage(TestMail.of(new byte[0])).getSubject())
                .isNull();
    }
}
