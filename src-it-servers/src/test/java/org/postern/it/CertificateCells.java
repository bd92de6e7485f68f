package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManager;

/** Users who show a certificate instead of a password. */
final class CertificateCells {
    private static final String NOT_OFFERED = "504 5.5.4 Authentication mechanism not available";

    /** Who is not the one of the certificate. */
    private static final String BOB = Base64.getEncoder().encodeToString("bob".getBytes(StandardCharsets.UTF_8));

    private CertificateCells() {}

    /** The user of the certificate is the caller, and no other; nobody comes in without one, or with one that nobody vouches for. */
    static void external(Site site) throws Exception {
        KeyManager[] annas = deploy(site);
        KeyManager[] strangers = TestKeyStore.at(site.directory().resolve("stranger.p12"))
                .good("anna")
                .keyManagers();

        try (SmtpClient client = secured(site, annas)) {
            client.command("AUTH EXTERNAL " + BOB, 535);
        }
        assertThat(whoIs(site, annas)).startsWith("550 5.7.1 session anna, caller anna, ");
        assertRefused(site, strangers);
        assertRefused(site, new KeyManager[0]);
    }

    /** As far as the server finds them by a name alone. */
    static void roles(Site site) throws Exception {
        assertThat(whoIs(site, deploy(site))).endsWith(", clerk true");
    }

    private static KeyManager[] deploy(Site site) throws Exception {
        TestKeyStore annas =
                TestKeyStore.at(site.directory().resolve("anna.p12")).good("anna");
        TestKeyStore authorities = TestKeyStore.at(site.directory().resolve("authorities.p12"))
                .trusted("anna", annas.certificate("anna"))
                .save();
        Map<String, String> properties = new HashMap<>(BeanCells.usersOf(site));
        properties.put("clientCertificates", "want");
        properties.put("trustStore", "file:" + authorities.file());
        properties.put("trustStorePassword", TestKeyStore.PASSWORD);
        site.deploy(BeanCells.callers(), properties);
        BeanCells.awaitThatPasswordsAreChecked(site);
        return annas.keyManagers();
    }

    private static String whoIs(Site site, KeyManager[] own) throws Exception {
        try (SmtpClient client = secured(site, own)) {
            client.command("AUTH EXTERNAL =", 235);
            return client.deliver("<a@example.org>", "<whoami@example.com>", "x\r\n", 550);
        }
    }

    private static SmtpClient secured(Site site, KeyManager[] own) throws Exception {
        SmtpClient client = site.connect();
        client.command("EHLO client.example.org", 250);
        client.startTls(own);
        assertThat(client.command("EHLO client.example.org", 250)).contains("EXTERNAL");
        return client;
    }

    private static void assertRefused(Site site, KeyManager[] own) throws Exception {
        try (SmtpClient client = site.connect()) {
            client.command("EHLO client.example.org", 250);
            client.startTls(own);
            assertThat(client.command("EHLO client.example.org", 250)).doesNotContain("EXTERNAL");
            assertThat(client.command("AUTH EXTERNAL =", 504)).isEqualTo(NOT_OFFERED);
        }
    }
}
