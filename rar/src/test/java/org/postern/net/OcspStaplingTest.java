package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.ocsp.OcspAuthority;

/** In a JVM that staples, with the JDK's TLS: see decision 12. */
@Timeout(30)
class OcspStaplingTest {
    private static final String SWITCH = "jdk.tls.server.enableStatusRequestExtension";

    /** In milliseconds; clients are served without a status after that. */
    private static final String TIMEOUT = "jdk.tls.stapling.responseTimeout";

    /** More than there are event loops. */
    private static final int CLIENTS = 8;

    private final OcspAuthority authority = new OcspAuthority("Authority", TestCertificates.OTHER_EC);
    private OcspResponder responder;

    @TempDir
    private Path directory;

    @BeforeEach
    void switchOn() throws IOException {
        System.setProperty(SWITCH, "true");
        responder = new OcspResponder();
        responder.answering(authority::answer);
    }

    @AfterEach
    void switchOff() {
        responder.close();
        System.clearProperty(SWITCH);
        System.clearProperty(TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theAnswerOfTheAuthorityIsStapledAndAskedForOnce(String version) throws Exception {
        try (TestServer server = serving()) {
            for (int i = 0; i < 3; i++) {
                try (Peer peer = server.greeted()) {
                    peer.ask("STARTTLS");

                    assertThat(status(peer.handshake(new TestClient().version(version))))
                            .isEqualTo(CertificateStatus.GOOD);
                }
            }
        }
        assertThat(responder.answers()).isEqualTo(1);
    }

    @Test
    void aResponderThatHangsHoldsUpNobodyElse() throws Exception {
        responder.hang();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Peer> waiting = new ArrayList<>();
        List<Future<SSLSession>> handshakes = new ArrayList<>();
        System.setProperty(TIMEOUT, "2000");
        try (TestServer server = serving()) {
            int proofs = responder.waiting();
            for (int i = 0; i < CLIENTS; i++) {
                Peer peer = server.greeted();
                waiting.add(peer);
                assertThat(peer.ask("STARTTLS")).startsWith("220");
                handshakes.add(threads.submit(() -> peer.handshake(new TestClient())));
            }
            await().until(() -> responder.waiting() > proofs);

            for (int i = 0; i < CLIENTS; i++) {
                try (Peer other = server.greeted()) {
                    assertThat(other.deliver("x\r\n")).startsWith("250");
                }
            }
            assertThat(handshakes).noneMatch(Future::isDone);
        } finally {
            threads.shutdownNow();
            for (Peer peer : waiting) {
                peer.close();
            }
        }
    }

    private TestServer serving() throws IOException {
        X509Certificate certificate = authority
                .issued(TestCertificates.EC, "mx.example.org", responder.uri())
                .build();
        return new TestServer(directory)
                .offering(TestOffers.chain(directory, TestCertificates.EC, certificate, authority.certificate()))
                .start();
    }

    /** Of the server's own certificate, which comes first: null is good (RFC 6960, section 4.2.1). */
    private static @Nullable CertificateStatus status(SSLSession session) throws Exception {
        byte[] response = ((ExtendedSSLSession) session).getStatusResponses().get(0);
        return ((BasicOCSPResp) new OCSPResp(response).getResponseObject()).getResponses()[0].getCertStatus();
    }
}
