package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.tls.TlsOffers;

class TlsRequiredTest {
    private static final Duration TWO_YEARS = Duration.ofDays(730);

    @TempDir
    private Path directory;

    @Test
    void mailIsTakenInsideTlsOnly() throws Exception {
        try (TestServer server = serving(TestOffers.required("*=mx", directory));
                Peer peer = server.greeted()) {
            assertThat(peer.ask("MAIL FROM:<a@example.org>"))
                    .isEqualTo("530 5.7.0 Must issue a STARTTLS command first\r\n");
            assertThat(peer.ask("STARTTLS")).startsWith("220");
            peer.handshake("mx.example.net");
            assertThat(peer.ask("EHLO client.example.org")).doesNotContain("STARTTLS");

            assertThat(peer.deliver("x\r\n")).startsWith("250");
            assertThat(server.receiver.onlyMessage().session().client().protocol())
                    .isEqualTo("ESMTPS");
            assertThat(server.events.all()).containsExactly("handshake completed TLSv1.3", "mail begun TLS_ACTIVE");
        }
    }

    @Test
    void withoutAUsableCertificateThePeerHears421InsteadOfAGreeting() throws Exception {
        try (TestServer server = serving(TestOffers.required("*=gone", directory));
                Peer peer = server.connect()) {
            // Octets that nobody reads must not cost the peer the reply.
            peer.send("EHLO client.example.org\r\n");

            assertThat(peer.rest())
                    .isEqualTo("421 4.7.0 mail.example.org TLS is required here and not available at the moment,"
                            + " closing connection\r\n");
            assertThat(server.events.all()).containsExactly("TLS impossible ALIAS_NOT_FOUND");
        }
    }

    @Test
    void whereTlsIsNotRequiredNoCertificateMeansPlaintext() throws Exception {
        try (TestServer server = serving(TestOffers.bound("*=gone", directory));
                Peer peer = server.greeted()) {
            assertThat(peer.deliver("x\r\n")).startsWith("250");
            assertThat(server.events.all()).containsExactly("mail begun NO_TLS");
        }
    }

    @Test
    void aCertificateThatHasEndedIsNotBegunWith() throws Exception {
        SteppedClock clock = new SteppedClock();
        try (TestServer server = serving(TestOffers.bound("*=mx", directory, clock));
                Peer peer = server.greeted()) {
            clock.jump(TWO_YEARS);

            assertThat(peer.ask("STARTTLS")).isEqualTo("454 4.7.0 TLS is not available at the moment\r\n");
            assertThat(peer.deliver("x\r\n")).startsWith("250");
            assertThat(server.receiver.onlyMessage().session().tls()).isEmpty();
            assertThat(server.events.all()).containsExactly("TLS withdrawn", "mail begun TLS_OFFERED");
        }
    }

    @Test
    void aCertificateThatHasEndedIsNoReasonToServeWithoutTlsWhereItIsRequired() throws Exception {
        SteppedClock clock = new SteppedClock();
        try (TestServer server = serving(TestOffers.required("*=mx", directory, clock));
                Peer peer = server.greeted()) {
            clock.jump(TWO_YEARS);

            assertThat(peer.ask("STARTTLS")).startsWith("454 4.7.0");
            assertThat(peer.ask("MAIL FROM:<a@example.org>")).startsWith("530 5.7.0");
            assertThat(peer.ask("QUIT")).startsWith("221");
        }
    }

    private TestServer serving(TlsOffers offers) throws IOException {
        return new TestServer(directory).offering(offers).start();
    }
}
