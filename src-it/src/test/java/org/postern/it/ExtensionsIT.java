package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.postern.it.Mailbox.StoredMail;

/** What EHLO announces reaches the bean. */
@ExtendWith(ArquillianExtension.class)
class ExtensionsIT {
    private static final int MEBIBYTE = 1024 * 1024;

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");

    @BeforeEach
    void deploy(@TempDir Path directory) throws Exception {
        server.useAsContainerKeyStore(
                TestKeyStore.at(directory.resolve("keys.p12")).good("mx").save());
        server.deploy(Ears.packaged(), Map.of("listen", "smtp://127.0.0.1:" + port, "certificateBindings", "*=mx"));
    }

    @Test
    void anyOctetsInChunksOfAnySize() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        IntStream.range(0, 3 * MEBIBYTE).forEach(all::write);
        byte[] content = all.toByteArray();
        int[] ends = {0, 1, 256, 257, MEBIBYTE, 3 * MEBIBYTE};

        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            client.startTls();
            client.command("EHLO client.example.org", 250);
            client.command("MAIL FROM:<a@example.org> BODY=BINARYMIME", 250);
            client.command("RCPT TO:<b@example.com>", 250);
            ByteArrayOutputStream pipelined = new ByteArrayOutputStream();
            for (int i = 1; i < ends.length; i++) {
                pipelined.writeBytes(("BDAT " + (ends[i] - ends[i - 1]) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                pipelined.write(content, ends[i - 1], ends[i] - ends[i - 1]);
            }
            pipelined.writeBytes("BDAT 0 LAST\r\n".getBytes(StandardCharsets.US_ASCII));
            client.sendOctets(pipelined.toByteArray());
            for (int i = 0; i < ends.length; i++) {
                client.expect(250);
            }
        }

        assertThat(server.mailbox().awaitOne().content()).isEqualTo(content);
    }

    @Test
    void addressesInUtf8() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            client.command(
                    "MAIL FROM:<m\u00fcller@b\u00fccher.example> SMTPUTF8 RET=HDRS ENVID=1 BY=60;R MT-PRIORITY=3", 250);
            client.command("RCPT TO:<\u7528\u6237@\u4f8b\u5b50.\u5e7f\u544a> NOTIFY=NEVER", 250);
            client.command("DATA", 354);
            client.send("Subject: \u00fc\r\n\r\nHello\r\n.");
            client.expect(250);
        }

        StoredMail mail = server.mailbox().awaitOne();
        assertThat(mail.facts().toString())
                .contains("m\u00fcller@b\u00fccher.example", "\u7528\u6237@\u4f8b\u5b50.\u5e7f\u544a");
        assertThat(mail.traceFields()).contains("Return-Path: <m\u00fcller@b\u00fccher.example>", "with UTF8SMTP id");
    }

    @Test
    void pythonSendsToAnAddressInUtf8() throws Exception {
        assumeTrue(Command.isInstalled("python3"), "python3 is not installed");
        String program = """
                import smtplib
                client = smtplib.SMTP("127.0.0.1", %d)
                client.sendmail("m\u00fcller@example.org", ["b@example.com"], "Subject: x\\r\\n\\r\\nx\\r\\n",
                    mail_options=["SMTPUTF8", "BODY=8BITMIME"])
                client.quit()
                """.formatted(port);

        assertThat(Command.run("python3", "-c", program)).matches(Command.Result::succeeded);
        assertThat(server.mailbox().awaitOne().traceFields()).contains("Return-Path: <m\u00fcller@example.org>");
    }
}
