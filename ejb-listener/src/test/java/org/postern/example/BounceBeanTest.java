package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postern.test.SenderReplyAssert.assertThat;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.test.SenderReply;
import org.postern.test.TestContainer;
import org.postern.test.TestMessage;

class BounceBeanTest {
    private static final String REPORT = """
            From: MAILER-DAEMON@mx.example.net
            Subject: Undelivered
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b

            Sorry.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net

            Final-Recipient: rfc822; Final@example.net
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 No such mailbox
            --b--
            """;

    @RegisterExtension
    final Database database = new Database();

    @RegisterExtension
    final LogRecords log = new LogRecords(BounceBean.class);

    @RegisterExtension
    final LogRecords logOfAdapter = LogRecords.ofAdapter();

    private final TestContainer container = new TestContainer();

    private final TestMessage report = report(REPORT);

    @BeforeEach
    void deploy() throws Exception {
        DataSource dataSource = container.dataSource(database.dataSource());
        ExampleTables tables = new ExampleTables(() -> dataSource);
        container.bean(new BounceBean(tables, container.transactions()));
        // Outside of a transaction, as in a server: making tables commits.
        assertThat(tables.dataSource()).isNotNull();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @Test
    void theAddressInAReportIsMarkedWithTheReason() throws Exception {
        take(report);

        assertThat(marked()).containsExactly("final@example.net 5.1.1 550 No such mailbox");
        assertThat(log.messages()).containsExactly("final@example.net is undeliverable: 5.1.1 550 No such mailbox");
    }

    @Test
    void theAddressInTheReturnPathCountsMore() throws Exception {
        take(report.to("bounces+a=b+c=example.net@shop.example.com"));

        assertThat(marked()).containsExactly("a=b+c@example.net 5.1.1 550 No such mailbox");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bounces+@shop.example.com", "bounces+x@shop.example.com", "bounces+=x@shop.example.com"})
    void aReturnPathWithoutAnAddressIsJustAReturnPath(String recipient) throws Exception {
        take(report.to(recipient));

        assertThat(marked()).containsExactly("final@example.net 5.1.1 550 No such mailbox");
    }

    @Test
    void theAddressThatWasWrittenToCountsMoreThanWhereItWasForwardedTo() throws Exception {
        take(report(REPORT.replace("Action:", "Original-Recipient: rfc822; original@example.net\nAction:")));

        assertThat(marked()).containsExactly("original@example.net 5.1.1 550 No such mailbox");
    }

    @Test
    void theLastReportIsRemembered() throws Exception {
        take(report);
        take(report(REPORT.replace("5.1.1", "5.2.2").replace("No such mailbox", "Full")));

        assertThat(marked()).containsExactly("final@example.net 5.2.2 550 Full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delayed", "delivered", "relayed", "expanded", "whatever"})
    void whatIsNoFailureMarksNothing(String action) throws Exception {
        take(report(REPORT.replace("failed", action)));
        take(report(REPORT.replace("failed", action)).to("bounces+user=example.net@shop.example.com"));

        assertThat(marked()).isEmpty();
        assertThat(log.messages()).hasSize(2).allMatch(line -> line.endsWith("reports no failure"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a b@example.net", "@example.net", "a@", "a@b@example.net"})
    void whatIsNoAddressIsNotMarked(String address) throws Exception {
        take(report(REPORT.replace("Final@example.net", address)));

        assertThat(marked()).isEmpty();
    }

    @Test
    void anAddressThatNobodyCouldWriteToIsNotMarked() throws Exception {
        String longest = "a".repeat(Addresses.MAX_LENGTH - "@example.net".length()) + "@example.net";
        take(report(REPORT.replace("Final@example.net", longest)));
        take(report(REPORT.replace("Final@example.net", "a" + longest)));

        assertThat(marked()).singleElement().asString().startsWith(longest);
    }

    @Test
    void whatOneReportMarksHasABound() throws Exception {
        StringBuilder recipients = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            recipients.append("Final-Recipient: rfc822; ").append(i).append("@example.net\nAction: failed\n\n");
        }
        take(report(REPORT.replace("Final-Recipient:", recipients + "Final-Recipient:")));

        assertThat(marked()).hasSize(100);
    }

    @Test
    void whatAServerSaidIsCutToItsColumnAndToOneLine() throws Exception {
        take(report(REPORT.replace("No such mailbox", "No\u0007such " + "x".repeat(1_000))));

        assertThat(marked()).singleElement().asString().startsWith("final@example.net 5.1.1 550 No such xxx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes"})
    void anAutomaticAnswerIsKeptQuietly(String field) throws Exception {
        take(report(field + "\nSubject: On holiday\n\nBack in May.\n"));
        take(report(field + "\nSubject: On holiday\n\nBack in May.\n").sentBy("a@example.org"));

        assertThat(marked()).isEmpty();
        assertThat(log.messages()).hasSize(2).allMatch(line -> line.endsWith("reports nothing: \"On holiday\""));
    }

    @Test
    void whatHasNoSenderIsNeverRefused() throws Exception {
        take(report("Subject: failure notice\n\nHi. This is the program at mx.example.net.\n"));

        assertThat(marked()).isEmpty();
        assertThat(log.messages()).singleElement().asString().contains("failure notice");
    }

    @Test
    void aPersonIsToldThatNobodyReadsThis() {
        TestMessage mail = TestMessage.from("a@example.org").to("bounces@shop.example.com");

        assertThat(container.deliver(mail.text("Hello?")))
                .isRejected()
                .hasCode(550)
                .hasEnhancedCode("5.7.1")
                .hasTextContaining("This mailbox is not read");
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void whatIsRolledBackMarksNothingAndIsNotLogged() throws Exception {
        container.failCommits(1);

        assertThat(container.deliver(report)).isDeferred();

        assertThat(marked()).isEmpty();
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void aDatabaseThatFailsLetsTheSenderTryAgain() throws Exception {
        database.execute("DROP TABLE POSTERN_UNDELIVERABLE");

        SenderReply reply = container.deliver(report);

        assertThat(reply).isDeferred().hasCode(451);
        assertThat(logOfAdapter.failures()).singleElement().satisfies(failure -> assertThat(failure)
                .hasStackTraceContaining("EJBException: Cannot take a report from mail "
                        + reply.messageId().orElseThrow())
                .hasRootCauseInstanceOf(SQLException.class));
    }

    private static TestMessage report(String content) {
        return TestMessage.of(content).withNullReversePath().to("bounces@shop.example.com");
    }

    private void take(TestMessage message) {
        assertThat(container.deliver(message)).isAccepted();
    }

    private List<String> marked() throws SQLException {
        return database.rows("SELECT ADDRESS, STATUS, DIAGNOSTIC FROM POSTERN_UNDELIVERABLE");
    }
}
