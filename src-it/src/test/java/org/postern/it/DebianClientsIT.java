package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postern.it.Mailbox.StoredMail;

/** Clients that nobody here wrote. Each is skipped, and says so, where it is not installed. */
@ExtendWith(ArquillianExtension.class)
class DebianClientsIT {
    private static final String MAIL = "From: a@example.org\r\nSubject: Hello\r\n\r\n.dot\r\nbye\r\n";

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int port = FreePorts.on("127.0.0.1", "127.0.0.2");
    private final int tlsPort = FreePorts.on("127.0.0.1");

    @BeforeEach
    void deployWithACertificateOnOneAddress() throws Exception {
        server.useAsContainerKeyStore(
                TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save());
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:%1$d smtp://127.0.0.2:%1$d smtps://127.0.0.1:%2$d".formatted(port, tlsPort),
                        "certificateBindings",
                        "127.0.0.1=mx"));
    }

    @Test
    void swaksSendsWithStartTlsWhereItIsOffered() throws Exception {
        requireInstalled("swaks");
        // Without its TLS library swaks knows no --tls, and that is no fault of ours.
        assumeTrue(Command.run("perl", "-MNet::SSLeay", "-e", "1").succeeded(), "Net::SSLeay is not installed");

        assertThat(swaks("127.0.0.1", "--tls").succeeded()).isTrue();
        assertThat(protocolOfTheOnlyMail()).isEqualTo("ESMTPS");
    }

    @Test
    void swaksSendsInPlaintextWhereStartTlsIsNotOffered() throws Exception {
        requireInstalled("swaks");

        assertThat(swaks("127.0.0.2").succeeded()).isTrue();
        assertThat(protocolOfTheOnlyMail()).isEqualTo("ESMTP");
    }

    @Test
    void curlSendsOctetByOctetWithImplicitTls() throws Exception {
        requireInstalled("curl");
        Path mail = Files.writeString(directory.resolve("mail"), MAIL);

        Command.Result result = Command.run(
                "curl",
                "-sSk",
                "--url",
                "smtps://127.0.0.1:" + tlsPort,
                "--mail-from",
                "a@example.org",
                "--mail-rcpt",
                "b@example.com",
                "--upload-file",
                mail.toString());

        assertThat(result.output()).isEmpty();
        StoredMail stored = server.mailbox().awaitOne();
        assertThat(stored.content()).isEqualTo(MAIL.getBytes(StandardCharsets.US_ASCII));
        assertThat(stored.facts().getString("protocol")).isEqualTo("ESMTPS");
    }

    @Test
    void opensslCompletesTheHandshakeAndSeesTheCertificate() throws Exception {
        requireInstalled("openssl");

        for (String version : new String[] {"-tls1_2", "-tls1_3"}) {
            assertThat(sClient(version, "-starttls", "smtp", "-connect", "127.0.0.1:" + port)
                            .output())
                    .contains("subject=CN = mx", "221 2.0.0");
            assertThat(sClient(version, "-connect", "127.0.0.1:" + tlsPort).output())
                    .contains("subject=CN = mx", "221 2.0.0");
        }
    }

    @Test
    void opensslIsToldThatThereIsNoStartTls() throws Exception {
        requireInstalled("openssl");

        Command.Result result = sClient("-starttls", "smtp", "-connect", "127.0.0.2:" + port);

        assertThat(result.output()).doesNotContain("BEGIN CERTIFICATE").contains("Didn't find STARTTLS");
    }

    @Test
    void msmtpSendsWithRequiredStartTls() throws Exception {
        requireInstalled("msmtp");

        Command.Result result = Command.runWithInput(
                MAIL.replace("\r\n", "\n"),
                "msmtp",
                "--file=" + emptyConfiguration(),
                "--host=127.0.0.1",
                "--port=" + port,
                "--tls=on",
                "--tls-certcheck=off",
                "--from=a@example.org",
                "b@example.com");

        assertThat(result.output()).isEmpty();
        assertThat(protocolOfTheOnlyMail()).isEqualTo("ESMTPS");
    }

    @Test
    void smtpSourceSendsManyMessagesAtOnce() throws Exception {
        requireInstalled("smtp-source");

        Command.Result result =
                Command.run("smtp-source", "-m", "200", "-s", "10", "-l", "4096", "inet:127.0.0.1:" + port);

        assertThat(result.output()).isEmpty();
        assertThat(server.mailbox().await(200))
                .allSatisfy(mail -> assertThat(mail.content()).hasSizeGreaterThan(4000));
    }

    private Command.Result swaks(String address, String... more) throws Exception {
        return Command.run(Stream.concat(
                        Stream.of(
                                "swaks",
                                "--server",
                                address,
                                "--port",
                                String.valueOf(port),
                                "--from",
                                "a@example.org",
                                "--to",
                                "b@example.com"),
                        Arrays.stream(more))
                .toArray(String[]::new));
    }

    private static Command.Result sClient(String... arguments) throws Exception {
        return Command.runWithInput(
                "QUIT\n",
                Stream.concat(Stream.of("openssl", "s_client", "-ign_eof", "-crlf"), Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    /** Nobody but the owner may read a configuration, or msmtp refuses it. */
    private Path emptyConfiguration() throws Exception {
        return Files.createFile(
                directory.resolve("msmtprc"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private String protocolOfTheOnlyMail() {
        return server.mailbox().awaitOne().facts().getString("protocol");
    }

    private static void requireInstalled(String command) {
        assumeTrue(Command.isInstalled(command), command + " is not installed");
    }
}
