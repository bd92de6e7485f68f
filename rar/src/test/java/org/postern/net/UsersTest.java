package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.tls.TestCertificates;
import org.postern.tls.TlsPolicy.ClientCertificates;

/** RFC 4954 over sockets. */
class UsersTest {
    private static final X509Certificate CAROL = TestCertificates.certificate(TestCertificates.OTHER_EC, "carol");

    @TempDir
    private Path directory;

    private final FakeRealm realm = new FakeRealm(Map.of("anna", "secret"));

    private TestServer server() {
        return new TestServer(directory).knowing(realm);
    }

    private static String secured(Peer peer, TestClient client) throws Exception {
        peer.ask("STARTTLS");
        peer.handshake(client);
        return peer.ask("EHLO client.example.org");
    }

    @Test
    void theMessageKnowsItsUserAndSaysSo() throws Exception {
        try (TestServer server =
                        server().offering(TestOffers.bound("*=mx", directory)).start();
                Peer peer = server.greeted()) {
            assertThat(secured(peer, new TestClient()))
                    .contains("AUTH PLAIN LOGIN")
                    .doesNotContain("EXTERNAL");
            assertThat(peer.ask("AUTH PLAIN AGFubmEAc2VjcmV0")).isEqualTo("235 2.7.0 Authenticated\r\n");
            assertThat(peer.deliver("x\r\n")).startsWith("250");

            ReceivedMessage message = server.receiver.onlyMessage();
            assertThat(message.session().user().map(AuthenticatedUser::name)).contains("anna");
            assertThat(message.session().client().protocol()).isEqualTo("ESMTPSA");
            assertThat(message.traceFields()).contains(" with ESMTPSA id ");
        }
    }

    @Test
    void whoHasNotAuthenticatedIsNobody() throws Exception {
        try (TestServer server =
                        server().offering(TestOffers.bound("*=mx", directory)).start();
                Peer peer = server.greeted()) {
            secured(peer, new TestClient());
            assertThat(peer.ask("AUTH PLAIN AGFubmEAd3Jvbmc=")).startsWith("535 5.7.8 ");
            assertThat(peer.deliver("x\r\n")).startsWith("250");

            assertThat(server.receiver.onlyMessage().session().user()).isEmpty();
            assertThat(server.receiver.onlyMessage().session().client().protocol())
                    .isEqualTo("ESMTPS");
        }
    }

    @Test
    void inPlaintextNobodyIsAskedForAPassword() throws Exception {
        try (TestServer server = server().start();
                Peer peer = server.greeted()) {
            assertThat(peer.ask("EHLO client.example.org")).doesNotContain("AUTH");
            assertThat(peer.ask("AUTH PLAIN AGFubmEAc2VjcmV0")).startsWith("538 5.7.11 ");

            assertThat(realm.asked()).isEmpty();
        }
    }

    @Test
    void aVerifiedCertificateIsEnough() throws Exception {
        try (TestServer server = server().offering(
                                TestOffers.askingClients(ClientCertificates.WANT, directory, "*=mx", CAROL))
                        .start();
                Peer peer = server.greeted()) {
            TestClient client = new TestClient().showing(TestCertificates.OTHER_EC, CAROL);
            assertThat(secured(peer, client)).contains("AUTH PLAIN LOGIN EXTERNAL");
            assertThat(peer.ask("AUTH EXTERNAL Ym9i")).startsWith("535 5.7.8 "); // bob
            assertThat(peer.ask("AUTH EXTERNAL =")).startsWith("235 ");

            assertThat(realm.asked()).containsExactly("EXTERNAL carol");
            peer.deliver("x\r\n");
            assertThat(server.receiver.onlyMessage().session().user().map(AuthenticatedUser::name))
                    .contains("carol");
        }
    }

    @Test
    void whoIsAskedForACertificateAndHasNoneNeedsAPassword() throws Exception {
        try (TestServer server = server().offering(
                                TestOffers.askingClients(ClientCertificates.WANT, directory, "*=mx", CAROL))
                        .start();
                Peer peer = server.greeted()) {
            assertThat(secured(peer, new TestClient()))
                    .contains("AUTH PLAIN LOGIN")
                    .doesNotContain("EXTERNAL");
            assertThat(peer.ask("AUTH EXTERNAL =")).startsWith("504 5.5.4 ");
        }
    }

    @Test
    void whatAProxyHasTakenOffIsTlsHereToo() throws Exception {
        String header = "PROXY TCP4 192.0.2.1 127.0.0.1 40000 25\r\n";
        try (TestServer server = server().proxies("127.0.0.1").start();
                Peer peer = server.connect()) {
            peer.send(header);
            peer.reply();
            assertThat(peer.ask("EHLO client.example.org")).doesNotContain("AUTH");
        }
    }
}
