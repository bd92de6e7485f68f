package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postern.api.MailHeaders;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.net.TlsFacts;
import org.postern.smtp.MailboxPatterns;
import org.postern.tls.TestCertificates;

class InboundMessageTest {
    private final MailMessage message = of(ReceivedMessages.message("m-1", "hello\r\n"));

    @Test
    void theListenerSeesTheMessage() throws Exception {
        assertThat(message.id()).isEqualTo("m-1");
        assertThat(message.size()).isEqualTo(7);
        assertThat(message.openStream().readAllBytes()).asString().isEqualTo("hello\r\n");
        assertThat(message.traceFields()).isEqualTo("Return-Path: <a@example.org>\r\n");
        assertThat(message.receivedAt()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(message).hasToString("m-1");
    }

    @Test
    void theListenerSeesTheEnvelope() {
        assertThat(message.envelope().reversePath()).contains("a@example.org");
        assertThat(message.envelope().parameters()).isEqualTo(Map.of("SIZE", "5"));
        assertThat(message.envelope().recipients()).singleElement().satisfies(recipient -> {
            assertThat(recipient.address()).isEqualTo("b@example.org");
            assertThat(recipient.parameters()).isEqualTo(Map.of("NOTIFY", "NEVER"));
        });
    }

    @Test
    void theNullReversePathIsEmpty() {
        MailMessage bounce = of(ReceivedMessages.message("m-2", Optional.empty(), "", Optional.empty()));

        assertThat(bounce.envelope().reversePath()).isEmpty();
    }

    @Test
    void theListenerSeesTheSession() {
        MailSession session = message.session();

        assertThat(session.peer()).hasToString("localhost/127.0.0.1:40000");
        assertThat(session.localAddress().getPort()).isEqualTo(2525);
        assertThat(session.localAddress().getAddress().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(session.heloName()).isEqualTo("client.example.org");
        assertThat(session.protocol()).isEqualTo("ESMTP");
        assertThat(session.tls()).isEmpty();
        assertThat(session.authenticatedUser()).isEmpty();
    }

    @Test
    void theListenerSeesHowTheSessionWasSecured() {
        X509Certificate certificate = TestCertificates.certificate(TestCertificates.EC, "client.example.org");
        TlsFacts facts =
                new TlsFacts("TLSv1.3", "TLS_AES_256_GCM_SHA384", Optional.of("mx.example.org"), List.of(certificate));
        MailMessage secured = of(ReceivedMessages.message("m-3", Optional.empty(), "", Optional.of(facts)));

        assertThat(secured.session().protocol()).isEqualTo("ESMTPS");
        MailSession.Tls tls = secured.session().tls().orElseThrow();
        assertThat(tls.version()).isEqualTo("TLSv1.3");
        assertThat(tls.cipherSuite()).isEqualTo("TLS_AES_256_GCM_SHA384");
        assertThat(tls.serverNameIndication()).contains("mx.example.org");
        assertThat(tls.clientCertificates()).containsExactly(certificate);
    }

    @Test
    void theListenerCanChangeNothing() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> message.envelope().recipients().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> message.envelope().parameters().clear());
    }

    @Test
    void theListenerSeesTheHeaderWithoutAParser() throws Exception {
        MailMessage order = of(ReceivedMessages.message("m-4", """
                Received: by one\r
                subject: =?utf-8?q?f=C3=BCr?=\r
                 dich\r
                Received: by two\r
                X-Empty:\r
                \r
                Subject: in the body\r
                """));

        assertThat(order.headers().first("Subject")).contains("f\u00fcr dich");
        assertThat(order.headers().all("RECEIVED")).containsExactly("by one", "by two");
        assertThat(order.headers().first("X-Empty")).isEmpty();
        assertThat(order.headers().all("X-Empty")).containsExactly("");
        assertThat(order.headers().first("From")).isEmpty();
        assertThat(order.headers().isComplete()).isTrue();
        assertThat(order.headers().fields())
                .extracting(MailHeaders.Field::name)
                .containsExactly("Received", "subject", "Received", "X-Empty");
        assertThat(order.headers().fields().get(1).octets())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo(" =?utf-8?q?f=C3=BCr?=\r\n dich");
    }

    /** Whoever has read it may look at it when the content is gone. */
    @Test
    void whatWasReadOnceStaysAndWhatWasNotFails() throws Exception {
        ReceivedMessage received = ReceivedMessages.message("m-5", "Subject: x\r\n\r\n");
        MailMessage read = of(received);
        ReceivedMessage another = ReceivedMessages.message("m-8", "Subject: x\r\n\r\n");
        MailMessage unread = of(another);
        String key = read.deliveryKey();
        assertThat(read.headers().first("Subject")).contains("x");
        received.content().close();
        another.content().close();

        assertThat(read.headers().first("Subject")).contains("x");
        assertThat(read.deliveryKey()).isEqualTo(key).matches("[0-9a-f]{64}");
        assertThatIOException().isThrownBy(unread::headers);
        assertThatIOException().isThrownBy(unread::deliveryKey);
    }

    @Test
    void aDeliveryThatWasGivenUpReadsNoHeader() {
        MailMessage late =
                new InboundMessage(ReceivedMessages.message("m-6", "Subject: x\r\n\r\n"), patterns("*"), () -> true);

        assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(late::headers);
    }

    @Test
    void theListenerSeesTheDetailOfAnAddressWhereItsPatternHasAPlaceForIt() {
        ReceivedMessage received = ReceivedMessages.message("m-7", "x\r\n");

        assertThat(detail(received, "*@example.org")).isEmpty();
        assertThat(detail(received, "*@example.com b*@example.org")).contains("");
    }

    private static Optional<String> detail(ReceivedMessage received, String patterns) {
        return new InboundMessage(received, patterns(patterns), () -> false)
                .envelope()
                .recipients()
                .get(0)
                .detail();
    }

    private static MailMessage of(ReceivedMessage received) {
        return new InboundMessage(received, patterns("*"), () -> false);
    }

    private static MailboxPatterns patterns(String text) {
        return MailboxPatterns.parse(text, word -> {
            throw new AssertionError(word);
        });
    }
}
