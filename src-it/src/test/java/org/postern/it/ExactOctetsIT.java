package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What was sent is what the bean reads, whatever it is, in plaintext and through TLS. */
@ExtendWith(ArquillianExtension.class)
class ExactOctetsIT {
    private static final int MEBIBYTE = 1024 * 1024;

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");
    private final int tlsPort = FreePorts.on("127.0.0.1");

    @BeforeEach
    void deploy(@TempDir Path directory) throws Exception {
        server.useAsContainerKeyStore(
                TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save());
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:%d smtps://127.0.0.1:%d".formatted(port, tlsPort),
                        "certificateBindings",
                        "*=mx"));
    }

    @Test
    void nothingAtAll() throws Exception {
        assertThatItArrives(new byte[0]);
    }

    @Test
    void leadingDots() throws Exception {
        assertThatItArrives(octets(".\r\n..\r\n.a\r\n\r\n...\r\n"));
    }

    @Test
    void linesOf998Octets() throws Exception {
        assertThatItArrives(octets(("x".repeat(998) + "\r\n").repeat(50)));
    }

    @Test
    void everyOctetThatIsNoLineBreak() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        IntStream.range(0, 256).filter(octet -> octet != '\r' && octet != '\n').forEach(all::write);
        all.writeBytes(octets("\r\n"));
        assertThatItArrives(all.toByteArray());
    }

    @Test
    void tenMebibytes() throws Exception {
        assertThatItArrives(octets((".dots and more\r\n" + "y".repeat(998) + "\r\n").repeat(10 * MEBIBYTE / 1016)));
    }

    private void assertThatItArrives(byte[] content) throws Exception {
        try (SmtpClient plain = SmtpClient.connect("127.0.0.1", port);
                SmtpClient startTls = SmtpClient.connect("127.0.0.1", port);
                SmtpClient smtps = SmtpClient.connectTls("127.0.0.1", tlsPort)) {
            plain.deliver("<a@example.org>", "<plain@example.com>", text(content));
            startTls.command("EHLO client.example.org", 250);
            startTls.startTls();
            startTls.deliver("<a@example.org>", "<starttls@example.com>", text(content));
            smtps.deliver("<a@example.org>", "<smtps@example.com>", text(content));
        }
        assertThat(server.mailbox().await(3))
                .allSatisfy(mail -> assertThat(mail.content()).isEqualTo(content));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
