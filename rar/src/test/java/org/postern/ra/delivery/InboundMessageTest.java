package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;
import org.postern.net.ReceivedMessages;
import org.postern.net.TlsFacts;
import org.postern.tls.TestCertificates;

class InboundMessageTest {
    private final MailMessage message = new InboundMessage(ReceivedMessages.message("m-1", "hello\r\n"), () -> false);

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
        MailMessage bounce = new InboundMessage(
                ReceivedMessages.message("m-2", Optional.empty(), "", Optional.empty()), () -> false);

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
        MailMessage secured = new InboundMessage(
                ReceivedMessages.message("m-3", Optional.empty(), "", Optional.of(facts)), () -> false);

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
}
