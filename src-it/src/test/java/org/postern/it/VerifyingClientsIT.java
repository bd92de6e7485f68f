package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postern.it.Mailbox.StoredMail;

/** Mail libraries of other languages that send only after they have verified the certificate and its name. */
@ExtendWith(ArquillianExtension.class)
class VerifyingClientsIT {
    private static final String NAME = "mx.example.org";

    /** Where the script of the continuous integration installs it. */
    private static final Path NODEMAILER = Path.of("target", "npm", "node_modules", "nodemailer");

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int port = FreePorts.on("127.0.0.1");
    private final int tlsPort = FreePorts.on("127.0.0.1");
    private Path authority;

    @BeforeEach
    void deploy() throws Exception {
        TestKeyStore keys = TestKeyStore.at(directory.resolve("keys.p12")).named("mx", "EC", NAME);
        server.useAsContainerKeyStore(keys.save());
        authority = directory.resolve("authority.pem");
        Pem.write(authority, keys.certificate("mx"));
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:%d smtps://127.0.0.1:%d".formatted(port, tlsPort),
                        "certificateBindings",
                        "*=mx"));
    }

    @Test
    void pythonSendsWithStartTls() throws Exception {
        python("""
                client = smtplib.SMTP("127.0.0.1", %d)
                client._host = "%s"
                client.starttls(context=trusting)
                """.formatted(port, NAME));
    }

    @Test
    void pythonSendsWithImplicitTls() throws Exception {
        python("""
                class Named(smtplib.SMTP_SSL):
                    def _get_socket(self, host, port, timeout):
                        self._host = "%s"
                        return super()._get_socket(host, port, timeout)
                client = Named("127.0.0.1", %d, context=trusting)
                """.formatted(NAME, tlsPort));
    }

    @Test
    void nodemailerSendsWithStartTls() throws Exception {
        nodemailer("port: %d, secure: false, requireTLS: true".formatted(port));
    }

    @Test
    void nodemailerSendsWithImplicitTls() throws Exception {
        nodemailer("port: %d, secure: true".formatted(tlsPort));
    }

    private void python(String connect) throws Exception {
        assumeTrue(Command.isInstalled("python3"), "python3 is not installed");
        String program = """
                import smtplib, ssl
                trusting = ssl.create_default_context(cafile="%s")
                %s
                client.sendmail("a@example.org", ["b@example.com"], "Subject: x\\r\\n\\r\\nHello\\r\\n")
                client.quit()
                """.formatted(authority, connect);

        assertThat(Command.run("python3", "-c", program)).matches(Command.Result::succeeded);

        assertThat(protocolOfTheOnlyMail()).isEqualTo("ESMTPS");
    }

    private void nodemailer(String connection) throws Exception {
        assumeTrue(Command.isInstalled("node"), "node is not installed");
        assumeTrue(Files.isDirectory(NODEMAILER), "nodemailer is not installed in " + NODEMAILER.getParent());
        String program = """
                const nodemailer = require("%s");
                const ca = require("fs").readFileSync("%s");
                const transport = nodemailer.createTransport({
                  host: "127.0.0.1", tls: { ca, servername: "%s" }, %s });
                transport.sendMail({
                  from: "a@example.org", to: "b@example.com", subject: "Gr\u00fc\u00dfe", text: "Hello\\n.\\n..\\n",
                  attachments: [{ filename: "octets.bin", content: Buffer.alloc(100000, 7) }]
                }).catch(error => { console.error(error); process.exitCode = 1; });
                """.formatted(NODEMAILER.toAbsolutePath(), authority, NAME, connection);

        assertThat(Command.run("node", "-e", program)).matches(Command.Result::succeeded);

        assertThat(protocolOfTheOnlyMail()).isEqualTo("ESMTPS");
        StoredMail mail = server.mailbox().awaitOne();
        assertThat(new String(mail.content(), StandardCharsets.US_ASCII))
                .contains("Hello\r\n.\r\n..\r\n", "octets.bin");
    }

    private String protocolOfTheOnlyMail() {
        return server.mailbox().awaitOne().facts().getString("protocol");
    }
}
