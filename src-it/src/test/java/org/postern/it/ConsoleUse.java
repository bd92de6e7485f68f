package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The operator's page, used as an operator does; and refused to others. */
abstract class ConsoleUse<S extends TestServer> {
    static final String PASSWORD = "olgas-secret-1";

    @RegisterExtension
    final S server;

    @TempDir
    Path directory;

    private final int good = FreePorts.on("127.0.0.1");
    private final int broken = FreePorts.on("127.0.0.1");

    ConsoleUse(S server) {
        this.server = server;
    }

    /** Makes a user of the container's realm. */
    abstract void makeUser(String name, String group) throws Exception;

    /** Deploys the console behind the adapter. */
    abstract void deployConsole() throws Exception;

    /** Scheme, address and port where the server serves pages. */
    abstract String site();

    private void deploy(Path ear, Map<String, String> more) throws Exception {
        TestKeyStore keys = TestKeyStore.at(directory.resolve("keys.p12")).good("mx");
        makeUser("olga", "postern-admin");
        makeUser("otto", "guests");
        Map<String, String> properties = new LinkedHashMap<>(more);
        properties.put("listen", "smtp://127.0.0.1:%d smtp://127.0.0.1:%d".formatted(good, broken));
        properties.put("certificateBindings", "127.0.0.1:%d=mx, *=<i>gone</i>".formatted(good));
        properties.put("keyStore", "file:" + keys.save().file());
        properties.put("keyStorePassword", TestKeyStore.PASSWORD);
        server.deploy(ear, properties);
        deployConsole();
    }

    private ConsolePage page(Browser browser) {
        return ConsolePage.open(browser, site(), "olga", PASSWORD);
    }

    @Test
    void onlyTheRoleIsServedAndOnlyItsOwnPageChangesAnything() throws Exception {
        deploy(Ears.packaged(), Map.of());
        ConsoleClient client = new ConsoleClient(site() + "/postern-console/", PASSWORD);
        assertThat(client.get("", "").statusCode()).isEqualTo(401);
        assertThat(client.get("js/main.js", "").statusCode()).isEqualTo(401);
        assertThat(client.get("api/state", "otto").statusCode()).isEqualTo(403);
        HttpResponse<String> page = client.get("", "olga");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; ");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");

        HttpResponse<String> session = client.get("api/session", "olga");
        assertThat(session.headers().firstValue("Set-Cookie").orElseThrow()).contains("HttpOnly");
        String token = client.token(session);
        String bean = client.get("api/beans", "olga")
                .body()
                .replaceAll("(?s).*?\"id\":\"([^\"]*type=Activation(?:[^\"\\\\]|\\\\.)*)\".*", "$1")
                .replace("\\\"", "\"");

        assertThat(client.pause(bean, "olga", "", site()).statusCode()).isEqualTo(403);
        assertThat(client.pause(bean, "olga", token, "https://evil.example.com").statusCode())
                .isEqualTo(403);
        HttpResponse<String> unknown = client.get("api/unknown", "olga");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(client.pause("java.lang:type=Memory", "olga", token, site()).statusCode())
                .isEqualTo(400);
        assertThat(client.pause(bean, "olga", token, site()).body()).contains("\"PAUSED\"");
    }

    @Test
    void anOperatorSeesWhatIsWrongAndPausesAPort() throws Exception {
        Browser.assumeInstalled();
        deploy(Ears.packaged(), Map.of());
        try (Browser browser = Browser.start()) {
            ConsolePage page = page(browser);
            page.awaitSummary("TLS is wanted and not offered at 1 of 2 addresses");

            assertThat(browser.textOf(By.cssSelector("#address-list article")))
                    .contains("smtp://127.0.0.1:" + broken, "ALIAS_NOT_FOUND", "<i>gone</i>");
            assertThat(browser.count(By.tagName("i"))).isZero();

            browser.withVisible(ConsolePage.inCard(good, "summary"), summary -> summary.sendKeys(Keys.ENTER));
            browser.withVisible(ConsolePage.button("pause", good), button -> button.sendKeys(Keys.ENTER));
            browser.awaitVisible(ConsolePage.button("resume", good));
            assertThat(browser.hasFocus(ConsolePage.button("resume", good))).isTrue();
            assertThat(browser.textOf(By.id("done"))).isEqualTo("Done: Pause port smtp://127.0.0.1:" + good);
            try (SmtpClient sender = SmtpClient.open("127.0.0.1", good)) {
                sender.expect(421);
            }
            browser.withVisible(ConsolePage.button("resume", good), button -> button.sendKeys(Keys.ENTER));
            browser.awaitVisible(ConsolePage.button("pause", good));
            try (SmtpClient sender = SmtpClient.connect("127.0.0.1", good)) {
                sender.command("EHLO client.example.org", 250);
                sender.startTls();
                sender.deliver("<a@example.org>", "<b@example.com>", "Subject: x\r\n\r\nx\r\n", 250);
            }
            // The feed has redrawn all that changed, and took nothing out of the operator's hands.
            browser.awaitText(By.id("activations"), text -> text.contains("committed: 1"));
            page.awaitAddress(good, text -> text.contains("1 done"));
            assertThat(browser.hasFocus(ConsolePage.button("pause", good))).isTrue();
            browser.awaitVisible(ConsolePage.inCard(good, "details[open] button"));

            browser.clickTwice(ConsolePage.button("pause", good));
            browser.awaitVisible(ConsolePage.button("resume", good));
            assertThat(browser.textOf(By.id("done"))).isEqualTo("Done: Pause port smtp://127.0.0.1:" + good);

            browser.awaitVisible(By.cssSelector("#charts canvas"));
            browser.narrowTo(360);
            assertThat(browser.fitsItsWindow()).isTrue();
        }
    }

    @Test
    void anOperatorTriesAnotherBindingAndSeesWhatItWouldMendAndHowToSetIt() throws Exception {
        Browser.assumeInstalled();
        deploy(Ears.packaged(), Map.of());
        try (Browser browser = Browser.start()) {
            page(browser);

            browser.type(By.cssSelector("[data-property=certificateBindings]"), "*=mx");
            browser.withVisible(By.id("whatif-ask"), button -> button.sendKeys(Keys.ENTER));
            browser.awaitText(
                    By.id("whatif-rows"),
                    text -> text.contains("smtp://127.0.0.1:" + broken) && text.contains("ALIAS_NOT_FOUND"));

            assertThat(browser.textOf(By.id("whatif-rows"))).contains("USABLE", "CN=mx");
            assertThat(browser.textOf(By.id("whatif-command"))).contains("certificateBindings", "*=mx");
            // Nothing has changed, and this asks the adapter: the page may not have been told yet.
            ConsoleClient client = new ConsoleClient(site() + "/postern-console/", PASSWORD);
            assertThat(client.get("api/state", "olga").body()).contains("\"Verdict\":\"ALIAS_NOT_FOUND\"");
        }
    }

    /** What senders are told differs: only some replies have an id. */
    @Test
    void aBouncedMailIsFoundAsItsSenderReportsIt() throws Exception {
        Browser.assumeInstalled();
        Path ear = Ears.withBeans()
                .bean(RejectingBean.class, Map.of("recipients", "*@example.com"))
                .build();
        deploy(ear, Map.of("maxMessageBytes", "1000"));
        try (SmtpClient sender = SmtpClient.connect("127.0.0.1", good)) {
            sender.command("EHLO <img/src=x>", 250);
            sender.command("MAIL FROM:<a@one.example>", 250);
            sender.command("RCPT TO:<\"<b>anna</b>\"@elsewhere.example>", 550);
        }
        String rejected;
        try (SmtpClient sender = SmtpClient.connect("127.0.0.1", good)) {
            rejected = sender.deliver("<a@two.example>", "<bert@example.com>", "Subject: x\r\n\r\nx\r\n", 550);
        }
        String tooLarge;
        try (SmtpClient sender = SmtpClient.connect("127.0.0.1", good)) {
            tooLarge = sender.deliver(
                    "<a@three.example>",
                    "<carl@example.com>",
                    "x".repeat(900) + "\r\n" + "y".repeat(900) + "\r\n",
                    552);
        }
        String id = tooLarge.substring(tooLarge.indexOf('(') + 1, tooLarge.indexOf(')'));

        try (Browser browser = Browser.start()) {
            ConsolePage page = page(browser);
            page.find("", text -> text.contains("anna") && text.contains("bert") && text.contains("carl"));
            assertThat(page.rows()).isEqualTo(3);

            page.find("anna elsewhere.example", text -> !text.contains("bert"));
            assertThat(browser.textOf(By.id("rows")))
                    .contains("550 5.1.1", "\"<b>anna</b>\"@elsewhere.example", "one.example", "<img/src=x>");
            assertThat(browser.count(By.cssSelector("#rows b, #rows img"))).isZero();

            page.find("two.example", text -> text.contains("bert") && !text.contains("anna"));
            assertThat(browser.textOf(By.id("rows"))).contains("said by the bean", "RejectingBean", " ms");
            browser.scrollTo(By.id("find"));
            browser.picture("console-bounce");
            page.find(
                    "<bert@example.com>: host mx.example.com said: " + rejected,
                    text -> text.contains("bert") && !text.contains("carl"));

            page.find(
                    "Reporting-MTA: dns; three.example; queued as 0123456789a-1 said: " + tooLarge,
                    text -> text.contains("carl") && !text.contains("bert"));
            assertThat(browser.textOf(By.id("rows-title"))).isEqualTo("Known of " + id + ": 1");
            page.find("127.0.0.1 not here", text -> text.contains("bert") && !text.contains("carl"));
            page.find("dora@example.com", text -> text.contains("There is none."));
        }
    }
}
