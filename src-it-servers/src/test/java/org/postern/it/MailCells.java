package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.postern.it.Mailbox.StoredMail;

/** The packaged example and what it receives. */
final class MailCells {
    private static final String MAIL = "Subject: \u00e4\r\n\r\n.dot\r\n..\r\nbye\r\n";

    private MailCells() {}

    static void arrivesOctetByOctet(Site site) throws Exception {
        site.deploy(Application.example(), Map.of("listen", site.listen()));

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
        startTlsOnOneAddress(site, "mx", site.keysInAFile("mx"));
    }

    static void startTlsByContainer(Site site) throws Exception {
        TestKeyStore keys = TestKeyStore.at(site.directory().resolve("keys.p12"))
                .good("imported")
                .save();
        startTlsOnOneAddress(site, "imported", site.server().importKey(keys, "imported"));
    }

    private static void startTlsOnOneAddress(Site site, String alias, Map<String, String> keys) throws Exception {
        Map<String, String> properties = new HashMap<>(keys);
        properties.put("listen", "smtp://127.0.0.1:%d,smtp://127.0.0.2:%1$d".formatted(site.port()));
        properties.put("certificateBindings", "127.0.0.1=" + alias);
        site.deploy(Application.example(), properties);

        StartTlsChecks.assertServed("127.0.0.1", site.port(), alias);
        StartTlsChecks.assertNothingOffered("127.0.0.2", site.port());
        new AngusMail("smtp", "127.0.0.1", site.port()).requireStartTls().send("a@example.org", "b@example.com");
        assertThat(site.mailbox().awaitOne().facts().getString("protocol")).isEqualTo("ESMTPS");
    }

    static void implicitTls(Site site) throws Exception {
        Map<String, String> properties = new HashMap<>(site.keysInAFile("mx"));
        properties.put("listen", "smtps://127.0.0.1:" + site.tlsPort());
        properties.put("certificateBindings", "*=mx");
        site.deploy(Application.example(), properties);

        new AngusMail("smtps", "127.0.0.1", site.tlsPort()).send("a@example.org", "b@example.com");
        assertThat(site.mailbox().awaitOne().facts().getString("protocol")).isEqualTo("ESMTPS");
    }
}
