package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.tls.TestCertificates;
import org.postern.tls.TlsPolicy.ClientCertificates;

class ClientCertificateTest {
    private static final X509Certificate TRUSTED =
            TestCertificates.certificate(TestCertificates.OTHER_EC, "client.example.org");

    @TempDir
    private Path directory;

    @Test
    void theMessageKnowsTheCertificateOfItsClient() throws Exception {
        TestClient client = new TestClient().showing(TestCertificates.OTHER_EC, TRUSTED);

        assertThat(deliveredBy(client, ClientCertificates.NEED).clientCertificates())
                .containsExactly(TRUSTED);
    }

    @Test
    void aClientThatIsOnlyAskedMayHaveNone() throws Exception {
        assertThat(deliveredBy(new TestClient(), ClientCertificates.WANT).clientCertificates())
                .isEmpty();
    }

    private TlsFacts deliveredBy(TestClient client, ClientCertificates wanted) throws Exception {
        try (TestServer server = new TestServer(directory)
                        .offering(TestOffers.askingClients(wanted, directory, "*=mx", TRUSTED))
                        .start();
                Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            peer.handshake(client);
            peer.ask("EHLO client.example.org");
            assertThat(peer.deliver("x\r\n")).startsWith("250");
            return server.receiver.onlyMessage().session().tls().orElseThrow();
        }
    }
}
