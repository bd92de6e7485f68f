package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

/** What a peer sees of STARTTLS, where it is offered and where it is not. */
final class StartTlsChecks {
    private StartTlsChecks() {}

    static void assertServed(String address, int port, String alias) throws Exception {
        try (SmtpClient client = SmtpClient.connect(address, port)) {
            assertThat(client.command("EHLO client.example.org", 250)).contains("STARTTLS");
            client.startTls();
            assertServedWithin(client, alias);
        }
    }

    /** Once TLS is active, however it began. */
    static void assertServedWithin(SmtpClient client, String alias) throws Exception {
        assertThat(client.certificate().getSubjectX500Principal()).hasToString("CN=" + alias);
        assertThat(client.command("EHLO client.example.org", 250)).doesNotContain("STARTTLS");
        assertThat(client.command("STARTTLS", 503)).startsWith("503 5.5.1 ");
    }

    static void assertNothingOffered(String address, int port) throws Exception {
        try (SmtpClient client = SmtpClient.connect(address, port)) {
            assertThat(client.command("EHLO client.example.org", 250)).doesNotContain("STARTTLS");
            assertThat(client.command("STARTTLS", 502)).startsWith("502 5.5.1 ");
            client.command("MAIL FROM:<a@example.org>", 250);
        }
    }
}
