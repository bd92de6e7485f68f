package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postern.it.Mailbox.StoredMail;

/** LMTP, submission, and HAProxy in front, with clients that nobody here wrote. */
@ExtendWith(ArquillianExtension.class)
class TransportsIT {
    private static final String SEND = """
            client.sendmail("a@example.org", ["b@example.com", "c@example.com"], "Subject: x\\r\\n\\r\\nx\\r\\n")
            client.quit()
            """;

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private Optional<HaProxy> proxy = Optional.empty();
    private final int lmtpPort = FreePorts.on("127.0.0.1");
    private final int submissionPort = FreePorts.on("127.0.0.1");
    private final int proxiedPort = FreePorts.on("127.0.0.1");
    private final int versionOnePort = FreePorts.on("127.0.0.1");
    private final int versionTwoPort = FreePorts.on("127.0.0.1");
    private final int tlsPort = FreePorts.on("127.0.0.1");

    @BeforeEach
    void deploy() throws Exception {
        server.useAsContainerKeyStore(
                TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save());
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "lmtp://127.0.0.1:%d lmtp://%s submission://127.0.0.1:%d smtp://127.0.0.1:%d?networksOfProxies=127.0.0.1"
                                .formatted(lmtpPort, socket(), submissionPort, proxiedPort),
                        "certificateBindings",
                        "127.0.0.1:%d=mx, 127.0.0.1:%d=mx".formatted(versionOnePort, lmtpPort)));
    }

    @AfterEach
    void stopHaProxy() {
        proxy.ifPresent(HaProxy::close);
    }

    @Test
    void pythonSpeaksLmtpAndHearsOfEachRecipient() throws Exception {
        python("""
                client = smtplib.LMTP("127.0.0.1", %d)
                client.ehlo()
                client.mail("a@example.org")
                client.rcpt("b@example.com")
                client.rcpt("c@example.com")
                code, text = client.data("Subject: x\\r\\n\\r\\nx\\r\\n")
                assert code == 250, text
                code, text = client.getreply()
                assert code == 250, text
                client.quit()
                """.formatted(lmtpPort));

        assertThat(server.mailbox().awaitOne().traceFields()).contains("with LMTP id");
    }

    @Test
    void pythonSpeaksLmtpThroughASocketOfTheFileSystem() throws Exception {
        python("""
                client = smtplib.LMTP("%s")
                client.ehlo()
                assert not client.has_extn("starttls"), "offered though nothing leaves the machine"
                client.mail("a@example.org")
                client.rcpt("b@example.com")
                code, text = client.data("Subject: x\\r\\n\\r\\nx\\r\\n")
                assert code == 250, text
                client.quit()
                """.formatted(socket()));

        assertThat(server.mailbox().awaitOne().traceFields()).contains("([127.0.0.1])", "with LMTP id");
        server.undeploy();
        assertThat(socket()).doesNotExist();
    }

    private Path socket() {
        return directory.resolve("lmtp.sock");
    }

    @Test
    void submissionIsRefusedUntilSomebodyCanAuthenticate() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", submissionPort)) {
            client.command("EHLO client.example.org", 250);
            client.command("MAIL FROM:<a@example.org>", 530);
        }
    }

    @Test
    void behindHaProxyThePeerAndTheAddressThatItConnectedToCount() throws Exception {
        startHaProxy();
        python("""
                client = smtplib.SMTP("127.0.0.1", %d, source_address=("127.0.0.9", 0))
                client.ehlo()
                assert client.has_extn("starttls"), "not offered though this address has a certificate"
                client.starttls(context=ssl._create_unverified_context())
                """.formatted(versionOnePort) + SEND);
        assertThat(onlyTraceFields()).contains("([127.0.0.9])", "with ESMTPS id");
    }

    @Test
    void behindHaProxyWithVersionTwoAndNoCertificateThereIsNoStartTls() throws Exception {
        startHaProxy();
        python("""
                client = smtplib.SMTP("127.0.0.1", %d, source_address=("127.0.0.9", 0))
                client.ehlo()
                assert not client.has_extn("starttls"), "offered though this address has no certificate"
                """.formatted(versionTwoPort) + SEND);
        assertThat(onlyTraceFields()).contains("([127.0.0.9])", "with ESMTP id");
    }

    @Test
    void tlsThatHaProxyTakesOffIsTls() throws Exception {
        assumeTrue(Command.isInstalled("openssl"), "openssl is not installed");
        startHaProxy();
        python("""
                client = smtplib.SMTP_SSL("127.0.0.1", %d, context=ssl._create_unverified_context())
                client.ehlo()
                assert not client.has_extn("starttls"), "offered inside of TLS"
                """.formatted(tlsPort) + SEND);
        assertThat(onlyTraceFields()).contains("with ESMTPS id", "tls TLS_");
    }

    @Test
    void whoComesPastTheProxyIsCutOff() throws Exception {
        try (SmtpClient client = SmtpClient.open("127.0.0.1", proxiedPort)) {
            client.send("EHLO client.example.org");
            client.expectEnd();
        }
    }

    @Test
    void whoSendsAHeaderWithoutBeingTrustedIsCutOff() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", lmtpPort)) {
            client.command("PROXY TCP4 203.0.113.9 192.0.2.25 50000 25", 521);
            client.expectEnd();
        }
    }

    private String onlyTraceFields() {
        StoredMail mail = server.mailbox().awaitOne();
        return mail.traceFields();
    }

    private void startHaProxy() throws Exception {
        assumeTrue(Command.isInstalled("haproxy"), "haproxy is not installed");
        Path certificate = directory.resolve("proxy.pem");
        assertThat(Command.run(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=proxy.example.org",
                        "-days",
                        "1",
                        "-keyout",
                        certificate.toString(),
                        "-out",
                        certificate + ".crt"))
                .matches(Command.Result::succeeded);
        Files.writeString(certificate, Files.readString(certificate) + Files.readString(Path.of(certificate + ".crt")));
        proxy = Optional.of(HaProxy.start(
                directory,
                """
                listen one
                  bind 127.0.0.1:%1$d
                  server postern 127.0.0.1:%4$d send-proxy
                listen two
                  bind 127.0.0.1:%2$d
                  server postern 127.0.0.1:%4$d send-proxy-v2
                listen tls
                  bind 127.0.0.1:%3$d ssl crt %5$s
                  server postern 127.0.0.1:%4$d send-proxy-v2-ssl-cn proxy-v2-options ssl-cipher
                """.formatted(versionOnePort, versionTwoPort, tlsPort, proxiedPort, certificate),
                versionOnePort));
    }

    private static void python(String program) throws Exception {
        assumeTrue(Command.isInstalled("python3"), "python3 is not installed");
        assertThat(Command.run("python3", "-c", "import smtplib, ssl\n" + program))
                .matches(Command.Result::succeeded);
    }
}
