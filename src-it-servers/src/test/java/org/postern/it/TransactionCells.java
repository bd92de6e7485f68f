package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** A transaction of two resources: both have it, or none. */
final class TransactionCells {
    private static final String REFUSED = "return+refused@example.com";

    private TransactionCells() {}

    static void twoDatabases(Site site) throws Exception {
        Gate gate = new Gate();
        gate.beforeEach(null);
        try (Books first = new Books();
                Books second = new Books()) {
            site.deploy(first.applicationWith(second), Map.of("listen", site.listen()));

            assertThat(replyTo(site, "return@example.com")).startsWith("250 2.0.0 ");
            assertBothHaveOne(first, second);

            assertThat(replyTo(site, "rollback-only@example.com")).startsWith("451 4.3.0 ");
            assertThat(replyTo(site, "throw@example.com")).startsWith("451 4.3.0 ");
            assertThat(replyTo(site, "reject@example.com")).isEqualTo("550 5.7.1 We do not want this");
            second.refuse(REFUSED);
            assertThat(replyTo(site, REFUSED)).startsWith("451 4.3.0 ");
            assertBothHaveOne(first, second);

            try (SmtpClient client = site.connect()) {
                client.begin("<a@example.org>", "<" + gate.recipient() + ">", "x\r\n");
                gate.awaitArrival();
                second.disconnect();
                gate.open();
                client.expect(451);
            }
            assertBothHaveOne(first, second);
        } finally {
            gate.afterEach(null);
        }
    }

    private static void assertBothHaveOne(Books first, Books second) throws Exception {
        assertThat(first.recipients()).containsExactly("return@example.com");
        assertThat(second.recipients()).containsExactly("return@example.com");
    }

    private static String replyTo(Site site, String recipient) throws Exception {
        try (SmtpClient client = site.connect()) {
            client.begin("<a@example.org>", "<" + recipient + ">", "x\r\n");
            return client.reply();
        }
    }
}
