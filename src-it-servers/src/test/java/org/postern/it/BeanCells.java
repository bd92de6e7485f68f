package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** What a bean does and the sender hears, and who the bean is called by. */
final class BeanCells {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    static final String ANNAS = "annas-secret";
    private static final String BOBS = "bobs-secret";

    private BeanCells() {}

    static void theFiveOutcomes(Site site) throws Exception {
        try (Books books = new Books()) {
            site.deploy(books.application(), Map.of("listen", site.listen()));

            assertThat(replyTo(site, "return")).startsWith("250 2.0.0 ");
            assertThat(replyTo(site, "rollback-only")).startsWith("451 4.3.0 ");
            assertThat(replyTo(site, "throw")).startsWith("451 4.3.0 ");
            assertThat(replyTo(site, "reject")).isEqualTo("550 5.7.1 We do not want this");
            assertThat(replyTo(site, "defer")).isEqualTo("451 4.7.1 Come back tomorrow");
            assertThat(books.recipients()).containsExactly("return@example.com");
        }
    }

    private static String replyTo(Site site, String behaviour) throws Exception {
        try (SmtpClient client = site.connect()) {
            client.begin("<a@example.org>", "<" + behaviour + "@example.com>", "x\r\n");
            return client.reply();
        }
    }

    static void passwordsRightAndWrong(Site site) throws Exception {
        deployWithUsers(site);

        try (SmtpClient client = secured(site)) {
            client.command(plain("anna", BOBS), 535);
            client.command(plain("nobody", BOBS), 535);
            client.command(plain("anna", ANNAS), 235);
        }
    }

    static void roles(Site site) throws Exception {
        deployWithUsers(site);

        try (SmtpClient client = secured(site)) {
            client.command(plain("anna", ANNAS), 235);
            assertThat(client.deliver("<a@example.org>", "<whoami@example.com>", "x\r\n", 550))
                    .isEqualTo("550 5.7.1 session anna, caller anna, clerk true");
            client.deliver("<a@example.org>", "<clerk@example.com>", "x\r\n", 250);
        }
        try (SmtpClient client = secured(site)) {
            client.command(plain("bob", BOBS), 235);
            assertThat(client.deliver("<a@example.org>", "<clerk@example.com>", "x\r\n", 550))
                    .startsWith("550 5.7.1 You are not authorized to send message ");
        }
    }

    private static void deployWithUsers(Site site) throws Exception {
        site.deploy(callers(), usersOf(site));
        awaitThatPasswordsAreChecked(site);
    }

    /** TomEE's realm is not up while it deploys: the adapter asks again. */
    static void awaitThatPasswordsAreChecked(Site site) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> secured(site).close());
    }

    /** With a bean that tells who calls it, and one for clerks. */
    static Application callers() {
        return Application.of(Ears.withBeans()
                .bean(CallerBean.class, Map.of())
                .classes(ClerksBean.class)
                .role("clerk", "clerk"));
    }

    /** Makes anna, a clerk, and bob known for all of the server's life. Tells the properties with which they can come in. */
    static Map<String, String> usersOf(Site site) throws Exception {
        site.haveUser("anna", ANNAS, "clerk");
        site.haveUser("bob", BOBS, "guests");
        Map<String, String> properties = new HashMap<>(site.keysInAFile("mx"));
        properties.put("listen", site.listen());
        properties.put("authentication", "offer");
        properties.put("certificateBindings", "*=mx");
        return properties;
    }

    /** What anna hears, or who says so, with a password. */
    static String replyToAnna(Site site, String password) throws Exception {
        awaitThatPasswordsAreChecked(site);
        try (SmtpClient client = secured(site)) {
            client.send(plain("anna", password));
            return client.reply();
        }
    }

    private static SmtpClient secured(Site site) throws Exception {
        SmtpClient client = site.connect();
        client.command("EHLO client.example.org", 250);
        client.startTls();
        assertThat(client.command("EHLO client.example.org", 250)).contains("AUTH PLAIN LOGIN");
        return client;
    }

    private static String plain(String user, String password) {
        return "AUTH PLAIN "
                + Base64.getEncoder().encodeToString(('\0' + user + '\0' + password).getBytes(StandardCharsets.UTF_8));
    }
}
