package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.OcspResponder;
import org.postern.net.Peer;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;
import org.postern.tls.ocsp.OcspAuthority;

/** A whole adapter that asks an OCSP responder, or must not. */
@Timeout(240)
class StaplingAdapterTest {
    /** A question that comes in a bad moment is asked again after a minute only. */
    private static final Duration LONG = Duration.ofSeconds(100);

    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final OcspAuthority authority = new OcspAuthority("Authority", TestCertificates.OTHER_EC);
    private OcspResponder responder;

    @TempDir
    private Path directory;

    @BeforeEach
    void prepare() throws Exception {
        responder = new OcspResponder();
        responder.answering(authority::answer);
        renew(TestCertificates.EC);
        server.adapter.setKeyStore("file:" + directory.resolve("keys.p12"));
        server.adapter.setKeyStorePassword(TestKeyStore.PASSWORD);
        server.adapter.setCertificateBindings("*=mx");
    }

    @AfterEach
    void stop() {
        server.close();
        responder.close();
        log.close();
    }

    @Test
    void itIsStapledSoonAndSaidInTheLogAndByTheManagementBean() throws Exception {
        server.adapter.setOcspStapling("true");
        server.start();
        server.activate(server.bean("orders"));

        await().atMost(LONG).until(() -> !responses().isEmpty());
        await().until(() -> log.lines("POSTERN-1045").size() == 1);
        ManagedBean address = ManagedBean.only("LocalAddress", "port=" + server.port);
        assertThat(address.get("OcspStapled")).isEqualTo(1);
        assertThat(address.text("OcspStapling"))
                .startsWith("mx: The OCSP response of " + responder.uri() + " is stapled");
        assertThat(address.text("Verdict")).isEqualTo("USABLE");
        assertThat(responder.answers()).isEqualTo(1);

        renew(TestCertificates.RSA);
        await().until(() -> responder.answers() == 2);
        await().atMost(LONG).until(() -> !responses().isEmpty());
    }

    /** As an option of that address, on the activation of its bean. */
    @Test
    void oneAddressMayHaveItAlone() throws Exception {
        server.start();
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen(server.listen() + "?ocspStapling=true");
        server.activate(server.bean("orders"), spec);

        await().atMost(LONG).until(() -> !responses().isEmpty());
    }

    /** The property is there because servers that call others need the administrator's leave. */
    @Test
    void withoutThePropertyNothingIsAsked() throws Exception {
        server.start();
        server.activate(server.bean("orders"));
        assertThat(responses()).isEmpty();
        renew(TestCertificates.RSA);
        await().until(() -> keyOfTheServer().equals("RSA")); // So the periodic checks run.

        assertThat(responses()).isEmpty();
        assertThat(responder.answers()).isZero();
        assertThat(log.lines("POSTERN-1045")).isEmpty();
        ManagedBean address = ManagedBean.only("LocalAddress", "port=" + server.port);
        assertThat(address.text("OcspStapling")).isEmpty();
        assertThat(address.get("OcspStapled")).isEqualTo(0);
    }

    @Test
    void aResponderThatHangsDelaysNeitherTheOpeningNorTheEnd() throws Exception {
        responder.hang();
        server.adapter.setOcspStapling("true");
        server.start();
        server.activate(server.bean("orders"));
        assertThat(responses()).isEmpty();
        assertThat(server.send("x\r\n")).startsWith("250");
        await().until(() -> responder.waiting() == 1);

        server.adapter.stop();

        await().atMost(Duration.ofSeconds(3)).until(() -> server.workManager.liveThreads() == 0);
        assertThat(responder.waiting()).isEqualTo(1);
    }

    private List<byte[]> responses() throws IOException {
        return ((ExtendedSSLSession) handshake())
                .getStatusResponses().stream()
                        .filter(response -> response.length > 0)
                        .toList();
    }

    private String keyOfTheServer() throws IOException {
        return handshake().getPeerCertificates()[0].getPublicKey().getAlgorithm();
    }

    private SSLSession handshake() throws IOException {
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.ask("STARTTLS");
            return peer.handshake("mail.example.org");
        }
    }

    private void renew(KeyPair keys) {
        TestKeyStore.pkcs12()
                .key(
                        "mx",
                        keys,
                        authority
                                .issued(keys, "mail.example.org", responder.uri())
                                .build(),
                        authority.certificate())
                .write(directory.resolve("keys.p12"));
    }
}
