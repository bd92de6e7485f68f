package org.postern.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/**
 * What Microsoft's article Q237327 tells of could not be seen by those who ran the server. Its cases, and the life of a certificate,
 * with the operator's page open: it is never loaded again.
 */
@ExtendWith(ArquillianExtension.class)
class ConsoleSeedCasesIT {
    private static final String NAME = "mx.example.com";

    /** It is the subject, too. */
    private static final String ALIAS = "<b>mx</b>";

    private static final String SUBJECT = "CN=\\<b\\>mx\\</b\\>";
    /** With a warning: this JVM does not know the authority. */
    private static final String OFFERED = "USABLE";

    private static final String NOT_WANTED = "No TLS, as configured";
    private static final String NOT_OFFERED = "TLS is wanted and not offered";
    private static final String DISTURBED = "Something between clients and this server interferes";

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int port = FreePorts.on("127.0.0.1");
    private final int other = FreePorts.on("127.0.0.1");
    private Path keys;
    private Browser browser;
    private ConsolePage page;

    @BeforeEach
    void openThePage() throws Exception {
        Browser.assumeInstalled();
        keys = directory.resolve("keys.p12");
        TestKeyStore.at(keys).faultless(ALIAS, NAME).save();
        server.makeUser(directory, "olga", ConsoleUse.PASSWORD, "postern-admin");
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "hostName",
                        NAME,
                        "listen",
                        "smtp://127.0.0.1:%d smtp://127.0.0.1:%d".formatted(port, other),
                        "certificateBindings",
                        "*=" + ALIAS,
                        "keyStore",
                        "file:" + keys,
                        "keyStorePassword",
                        TestKeyStore.PASSWORD));
        server.deployConsole("olga", ConsoleUse.PASSWORD);
        browser = Browser.start();
        page = ConsolePage.open(browser, PosternServer.SITE, "olga", ConsoleUse.PASSWORD);
    }

    @AfterEach
    void closeIt() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void whereTheCertificateIsBoundIsSeenAndWhoAnswersInPlaceOfTheServer() throws Exception {
        awaitBoth(OFFERED, "*=" + ALIAS, OFFERED, "*=" + ALIAS);
        page.awaitSummary("2 of 2 addresses need a look");

        bind("127.0.0.1");
        awaitBoth(OFFERED, "127.0.0.1=" + ALIAS, OFFERED, "127.0.0.1=" + ALIAS);
        bind("127.0.0.2");
        awaitBoth(NOT_WANTED, "NO_BINDING", NOT_WANTED, "NO_BINDING");
        bind("*:" + port);
        awaitBoth(OFFERED, "*:" + port + "=" + ALIAS, NOT_WANTED, "NO_BINDING");

        letAFirewallAnswer(Interposer.thatAnswersStartTls(other));
        page.awaitAddress(
                other,
                text -> text.contains(DISTURBED)
                        && text.contains("Interference, 1 time: TLS began although STARTTLS was not offered"));
        letAFirewallAnswer(Interposer.thatSwallowsStartTls(port));
        page.awaitAddress(port, text -> text.contains("Interference, 1 time: TLS began although STARTTLS never"));
        page.awaitSummary("2 of 2 addresses need a look");
        browser.picture("console");
        browser.darken(true);
        browser.narrowTo(360);
        browser.picture("console-telephone");
    }

    @Test
    void aCertificateEndsBreaksAndComesBack() throws Exception {
        browser.withVisible(ConsolePage.inCard(port, "summary"), summary -> summary.click());
        awaitBoth(OFFERED, "days left", OFFERED, "days left");
        TestKeyStore.at(keys).goodUntil(ALIAS, Instant.now().plusSeconds(25)).save();
        readKeyStoresAgain();
        awaitBoth("The certificate ends soon", "0 days left", "The certificate ends soon", "0 days left");
        awaitBoth(NOT_OFFERED, "EXPIRED", NOT_OFFERED, "EXPIRED");
        page.awaitSummary("TLS is wanted and not offered at 2 of 2 addresses");

        TestKeyStore.at(keys).faultless("other", NAME).save();
        readKeyStoresAgain();
        awaitBoth(NOT_OFFERED, "ALIAS_NOT_FOUND", NOT_OFFERED, "ALIAS_NOT_FOUND");
        TestKeyStore.at(keys).faultless(ALIAS, NAME).save();
        readKeyStoresAgain();
        awaitBoth(OFFERED, SUBJECT, OFFERED, SUBJECT);

        Files.writeString(keys, "no key store");
        readKeyStoresAgain();
        awaitBoth(OFFERED, "is served as it was read before", OFFERED, "is served as it was read before");
        Files.delete(keys);
        readKeyStoresAgain();
        awaitBoth(NOT_OFFERED, "KEYSTORE_UNREADABLE", NOT_OFFERED, "KEYSTORE_UNREADABLE");

        TestKeyStore.at(keys).faultless(ALIAS, NAME).save();
        readKeyStoresAgain();
        awaitBoth(OFFERED, "days left", OFFERED, "days left");
    }

    private void bind(String where) {
        server.change("certificateBindings", where + "=" + ALIAS);
    }

    /** The operator need not wait until the adapter finds that the file has changed. What was done before is forgotten first. */
    private void readKeyStoresAgain() {
        browser.empty(By.id("done"));
        browser.withVisible(ConsolePage.inCard(port, "details[open] button"), button -> button.click());
        browser.awaitText(By.id("done"), text -> text.contains("Read key stores again"));
    }

    private void awaitBoth(String first, String detail, String second, String otherDetail) {
        page.awaitAddress(port, text -> text.contains(first) && text.contains(detail));
        page.awaitAddress(other, text -> text.contains(second) && text.contains(otherDetail));
    }

    /** A client believes that it speaks TLS with the server. */
    private static void letAFirewallAnswer(Interposer opened) throws IOException {
        try (Interposer firewall = opened;
                SmtpClient client = SmtpClient.connect("127.0.0.1", firewall.port())) {
            client.command("EHLO client.example.org", 250);
            assertThatThrownBy(client::startTls).isInstanceOf(IOException.class);
        }
    }
}
