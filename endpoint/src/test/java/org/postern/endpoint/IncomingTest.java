package org.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** With two hundred methods, each of which might be the one, a message of 25 MiB would keep a thread for a minute. */
class IncomingTest {
    private static final String OLD_REPORT = """
            From: MAILER-DAEMON@mx.example.org
            Subject: failure notice

            Hi. This is the qmail-send program at mx.example.org.
            I'm afraid I wasn't able to deliver your message to the following addresses.
            This is a permanent error; I've given up. Sorry it didn't work out.

            <user@example.net>:
            192.0.2.1 does not like recipient.
            Remote host said: 550 no such user
            Giving up on 192.0.2.1.
            """;

    @Test
    void whatIsReadOfAMessageIsReadOnceForAllMethods() throws Exception {
        Incoming mail = new Incoming(
                Mail.to("bounces@shop.example.com").saying(OLD_REPORT).withoutReversePath());

        assertThat(mail.content()).isSameAs(mail.content());
        assertThat(mail.newText()).contains("deliver").isSameAs(mail.newText());
        assertThat(mail.report()).isPresent().isSameAs(mail.report());
    }
}
