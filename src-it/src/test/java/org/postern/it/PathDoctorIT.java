package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** The console's path doctor, in front of an address with a certificate, of one without, and of a firewall that strips. */
@ExtendWith(ArquillianExtension.class)
class PathDoctorIT {
    private static final String PASSWORD = "olgas-secret";
    private static final By NAME = By.id("path-name");
    private static final By PORT = By.id("path-port");
    private static final By LOOK = By.id("path-look");

    @RegisterExtension
    final PosternServer server = new PosternServer();

    @TempDir
    Path directory;

    private final int good = FreePorts.on("127.0.0.1", "127.0.0.2");
    private final int broken = FreePorts.on("127.0.0.1");

    @Test
    void anOperatorSeesWhatAClientOutsideIsTold() throws Exception {
        Browser.assumeInstalled();
        deploy();
        String site = PosternServer.SITE + "/postern-console/";
        try (Browser browser = Browser.start();
                StrippingFirewall firewall = StrippingFirewall.at("127.0.0.2", good)) {
            browser.open(site.replace("://", "://olga:" + PASSWORD + "@"));
            browser.open(site);
            browser.awaitText(text -> text.contains("STARTTLS is not offered any more: senders that demand TLS"));

            look(browser, "127.0.0.1", good);
            browser.awaitText(text -> text.contains("something is wrong at 0"));
            assertThat(browser.textOf(By.cssSelector("#path-doors article")))
                    .contains("USABLE", "does not lead to an authority that this JVM knows");

            look(browser, "127.0.0.1", broken);
            browser.awaitText(text -> text.contains("STARTTLS is not announced. ALIAS_NOT_FOUND"));

            look(browser, "127.0.0.2", good);
            browser.awaitText(text -> text.contains("something in between has removed the offer"));

            browser.type(By.id("path-domain"), "example.com");
            browser.type(By.id("path-hosts"), "mx.example.com");
            browser.withVisible(By.id("path-records"), button -> button.click());
            browser.awaitText(text -> text.contains("_25._tcp.mx.example.com. IN TLSA 3 1 1 "));
            browser.withVisible(PORT, port -> port.sendKeys("")); // To be seen in the picture.
            browser.picture("path-doctor");
            browser.narrowTo(360);
            assertThat(browser.fitsItsWindow()).isTrue();
            assertThat(firewall).isNotNull();
        }
    }

    private static void look(Browser browser, String name, int port) {
        browser.type(NAME, name);
        browser.type(PORT, String.valueOf(port));
        browser.withVisible(LOOK, button -> button.click());
    }

    private void deploy() throws Exception {
        TestKeyStore keys =
                TestKeyStore.at(directory.resolve("keys.p12")).named("mx", "EC", "mx.example.com", "127.0.0.1");
        server.makeUser(directory, "olga", PASSWORD, "postern-admin");
        server.setSystemProperty("org.postern.console.frontDoors", "127.0.0.2");
        server.deploy(
                Ears.packaged(),
                Map.of(
                        "listen",
                        "smtp://127.0.0.1:%d smtp://127.0.0.1:%d".formatted(good, broken),
                        "certificateBindings",
                        "127.0.0.1:%d=mx, *=gone".formatted(good),
                        "keyStore",
                        "file:" + keys.save().file(),
                        "keyStorePassword",
                        TestKeyStore.PASSWORD));
        server.deployConsole("olga", PASSWORD);
    }
}
