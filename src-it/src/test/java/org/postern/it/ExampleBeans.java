package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The beans of the packaged EAR, with the data source that the server brings along. */
abstract class ExampleBeans<S extends TestServer> {
    static final String ORDERS = "<orders@shop.example.com>";
    static final String REPORT = """
            Auto-Submitted: auto-replied\r
            Content-Type: message/delivery-status\r
            \r
            Reporting-MTA: dns; mx.example.net\r
            \r
            Final-Recipient: rfc822; %s\r
            Action: failed\r
            Status: 5.1.1\r
            Diagnostic-Code: smtp; 550 No such mailbox\r
            """;

    @RegisterExtension
    final S server;

    final int port = FreePorts.on("127.0.0.1");

    /** A Message-ID that no earlier run has left in the database. */
    final String orderId = "<" + UUID.randomUUID() + "@example.org>";

    ExampleBeans(S server) {
        this.server = server;
    }

    @BeforeEach
    void deployThePackagedEar() throws Exception {
        deploy("smtp://127.0.0.1:" + port);
    }

    /** Deploys it as it is, with the one property that every administrator sets. */
    abstract void deploy(String listen) throws Exception;

    @Test
    void anOrderIsTakenAsAWholeOrNotAtAll() throws Exception {
        assertThat(order("teapot: 2\r\ncups, please\r\n", 550)).contains("5.6.0", "\"cups, please\"", "teapot: 2");
        // Had the first line stayed, its key would be in the way.
        order("teapot: 2\r\ncup: 6\r\n", 250);
        // The same mail again is no other order, and another one does not take the place of the first.
        order("teapot: 2\r\ncup: 6\r\n", 250);
        order("teapot: 2\r\ncup: 7\r\n", 550);
    }

    @Test
    void whatComesBackIsTakenAndMailOfAPersonIsNot() throws Exception {
        String mailbox = "<bounces+user=example.net@shop.example.com>";

        deliver("<>", mailbox, REPORT.formatted("user@example.net"), 250);
        deliver("<>", mailbox, "Subject: On holiday\r\n\r\nBack in May.\r\n", 250);
        deliver("<a@example.org>", mailbox, "Subject: Hello\r\n\r\nIs anybody there?\r\n", 550);
    }

    @Test
    void aTicketIsOpenedAndAnswered() throws Exception {
        String opened = deliver(
                "<a@example.org>", "<support@shop.example.com>", "Subject: " + orderId + "\r\n\r\nHelp!\r\n", 250);
        String ticket = opened.replaceFirst("(?s).* accepted: Ticket (\\d+)$", "$1");
        assertThat(ticket).matches("\\d+");

        assertThat(deliver(
                        "<a@example.org>",
                        "<support+" + ticket + "@shop.example.com>",
                        "Subject: Re: " + orderId + "\r\n\r\nMore.\r\n",
                        250))
                .endsWith(" accepted: Ticket " + ticket);
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            client.command("MAIL FROM:<a@example.org>", 250);
            assertThat(client.command("RCPT TO:<support+999999999@shop.example.com>", 550))
                    .isEqualTo("550 5.1.1 There is no ticket 999999999");
            client.command("RCPT TO:<support+x@shop.example.com>", 550);
        }
        deliver("<a@example.org>", "<support@shop.example.com>", "Auto-Submitted: auto-replied\r\n\r\nAway.\r\n", 550);
    }

    @Test
    void recipientsWithOtherBeansAreForAMessageOfTheirOwn() throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            client.command("MAIL FROM:<a@example.org>", 250);
            client.command("RCPT TO:<b@example.com>", 250);
            client.command("RCPT TO:" + ORDERS, 452);
            client.command("RCPT TO:<c@example.net>", 250);
        }
    }

    final String order(String lines, int code) throws Exception {
        String header = "From: =?UTF-8?Q?J=C3=B6rg?= <joerg@example.org>\r\nMessage-ID: " + orderId + "\r\n\r\n";
        return deliver("<joerg@example.org>", ORDERS, header + lines, code);
    }

    /** On a connection of its own; gives the reply to the end of the message. */
    final String deliver(String reversePath, String recipient, String content, int code) throws Exception {
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            return client.deliver(reversePath, recipient, content, code);
        }
    }
}
