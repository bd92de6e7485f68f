package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.postern.it.Mailbox.StoredMail;

/** The packaged EAR and what it receives. */
final class MailCells {
    private static final String MAIL = "Subject: \u00e4\r\n\r\n.dot\r\n..\r\nbye\r\n";

    private MailCells() {}

    static void arrivesOctetByOctet(Site site) throws Exception {
        site.deploy(Ears.packaged(), Map.of("listen", site.listen()));

        try (SmtpClient client = site.connect()) {
            client.deliver("<a@example.org>", "<b@example.com>", MAIL);
            client.command("QUIT", 221);
            client.expectEnd();
        }

        StoredMail mail = site.mailbox().awaitOne();
        assertThat(mail.content()).isEqualTo(MAIL.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(mail.traceFields()).startsWith("Return-Path: <a@example.org>\r\n");
        assertThat(mail.facts().getString("protocol")).isEqualTo("ESMTP");
    }

    static void startTlsByFile(Site site) throws Exception {
        TestKeyStore keys =
                TestKeyStore.at(site.directory().resolve("keys.p12")).good("mx").save();
        site.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:%d smtp://127.0.0.2:%1$d".formatted(site.port()),
                        "certificateBindings",
                        "127.0.0.1=mx",
                        "keyStore",
                        "file:" + keys.file(),
                        "keyStorePassword",
                        TestKeyStore.PASSWORD));

        StartTlsChecks.assertServed("127.0.0.1", site.port(), "mx");
        StartTlsChecks.assertNothingOffered("127.0.0.2", site.port());
        new AngusMail("smtp", "127.0.0.1", site.port()).requireStartTls().send("a@example.org", "b@example.com");
        assertThat(site.mailbox().awaitOne().facts().getString("protocol")).isEqualTo("ESMTPS");
    }

    static void implicitTls(Site site) throws Exception {
        TestKeyStore keys =
                TestKeyStore.at(site.directory().resolve("keys.p12")).good("mx").save();
        site.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtps://127.0.0.1:" + site.tlsPort(),
                        "certificateBindings",
                        "*=mx",
                        "keyStore",
                        "file:" + keys.file(),
                        "keyStorePassword",
                        TestKeyStore.PASSWORD));

        new AngusMail("smtps", "127.0.0.1", site.tlsPort()).send("a@example.org", "b@example.com");
        assertThat(site.mailbox().awaitOne().facts().getString("protocol")).isEqualTo("ESMTPS");
    }
}
