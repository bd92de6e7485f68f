package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;

/** What senders meet on two addresses of this machine that have one port. */
record TwoAddresses(int port) {
    static final String FIRST = "127.0.0.1";
    static final String SECOND = "127.0.0.2";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Both are free. */
    static TwoAddresses free() {
        return new TwoAddresses(FreePorts.on(FIRST, SECOND));
    }

    String listen() {
        return "smtp://%s:%d smtp://%s:%2$d".formatted(FIRST, port, SECOND);
    }

    /** One has TLS, and the other one takes mail without. */
    void awaitStartTlsOnlyOn(String with, String without) {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            try (SmtpClient client = SmtpClient.connect(with, port)) {
                assertThat(client.command("EHLO client.example.org", 250)).contains("STARTTLS");
                client.startTls();
                client.command("EHLO client.example.org", 250);
            }
            try (SmtpClient client = SmtpClient.connect(without, port)) {
                assertThat(client.command("EHLO client.example.org", 250)).doesNotContain("STARTTLS");
                client.command("MAIL FROM:<>", 250);
            }
        });
    }
}
