package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postern.mime.DeliveryStatus.Action;

/** What Exim reports, in its own words: it says less in fields than Postfix, and more in its text. */
@ExtendWith(ArquillianExtension.class)
class EximMailIT {
    private static final String LARGE = "x".repeat(70) + "\n";

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");
    private Exim exim;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(
                Exim.isUsable(),
                "exim4 is neither installed nor unpacked in src-it/target/exim, as .ci/run does it, or it does not start,"
                        + " or this is not root");
        server.deploy(Ears.packaged(), Map.of("listen", "smtp://127.0.0.1:" + port, "maxMessageBytes", "20000"));
        exim = Exim.forwardingTo(port);
    }

    @AfterEach
    void stop() throws Exception {
        if (exim != null) {
            exim.close();
        }
    }

    @Test
    void aFailureSaysWhichRecipientsAndWhy() throws Exception {
        send("u+x=y@refused.example");

        StoredReport report = StoredReport.await(server.mailbox(), "u+x=y@refused.example");
        assertThat(report.recipient().action()).isEqualTo(Action.FAILED);
        assertThat(report.recipient().status()).contains("5.0.0");
        assertThat(report.content().text())
                .hasValueSatisfying(text -> assertThat(text).contains("550 5.1.1 The user is unknown"));
        assertThat(report.original().text()).hasValue("");
    }

    /** The adapter's own words come back to the bean. */
    @Test
    void whatTheAdapterRefusedIsReportedInItsWords() throws Exception {
        exim.sendmail(
                StoredReport.MAIL + LARGE.repeat(500),
                StoredReport.BOUNCES.encode("orders@large.example"),
                "orders@large.example");

        StoredReport report = StoredReport.await(server.mailbox(), "orders@large.example");
        assertThat(report.recipient().action()).isEqualTo(Action.FAILED);
        assertThat(report.recipient().diagnosticCode()).contains("552 5.3.4 Message exceeds the size limit");
        assertThat(report.recipient().remoteMta()).contains("127.0.0.1");
    }

    @Test
    void aDelayIsNoFailure() throws Exception {
        send("u@slow.example");
        // Exim warns of messages that are a second old.
        Awaitility.await().until(() -> {
            exim.runQueue();
            return !server.mailbox().fileNames().isEmpty();
        });

        StoredReport report = StoredReport.await(server.mailbox(), "u@slow.example");
        assertThat(report.recipient().action()).isEqualTo(Action.DELAYED);
        assertThat(report.recipient().status()).contains("4.0.0");
        assertThat(report.content().text())
                .hasValueSatisfying(text -> assertThat(text).contains("450 4.4.1 The host is down"));
    }

    @Test
    void aDeliveryIsToldWithTheEnvelopeIdAndTheOriginalRecipient() throws Exception {
        String lines = """
                EHLO client.example.org
                MAIL FROM:<%s> RET=HDRS ENVID=QQ314159
                RCPT TO:<u@taken.example> NOTIFY=SUCCESS ORCPT=rfc822;first+2Blast@taken.example
                DATA
                %s.
                QUIT
                """.formatted(StoredReport.BOUNCES.encode("u@taken.example"), StoredReport.MAIL);
        exim.smtp(lines.replace("\n", "\r\n"));

        StoredReport report = StoredReport.await(server.mailbox(), "u@taken.example");
        assertThat(report.recipient().action()).isEqualTo(Action.DELIVERED);
        assertThat(report.recipient().originalRecipient()).contains("first+last@taken.example");
        assertThat(report.status().originalEnvelopeId()).contains("QQ314159");
    }

    private void send(String recipient) throws Exception {
        exim.sendmail(StoredReport.MAIL, StoredReport.BOUNCES.encode(recipient), recipient);
    }
}
