package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ejb.EJBException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.api.MailRejectedException;

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

    private final OneTransaction transaction = new OneTransaction();
    private final ReceivedMail report = ReceivedMail.plain()
            .withNullReversePath()
            .to("bounces@shop.example.com")
            .withContent(REPORT);
    private final ExampleTables tables = new ExampleTables(database::dataSource);
    private final BounceBean bean = new BounceBean(tables, transaction);

    @BeforeEach
    void haveTables() throws Exception {
        assertThat(tables.dataSource()).isNotNull();
    }

    @Test
    void theAddressInAReportIsMarkedWithTheReason() throws Exception {
        bean.onMessage(report);
        transaction.commit();

        assertThat(marked()).containsExactly("final@example.net 5.1.1 550 No such mailbox");
        assertThat(log.messages()).containsExactly("final@example.net is undeliverable: 5.1.1 550 No such mailbox");
    }

    @Test
    void theAddressInTheReturnPathCountsMore() throws Exception {
        bean.onMessage(report.to("bounces+a=b+c=example.net@shop.example.com"));

        assertThat(marked()).containsExactly("a=b+c@example.net 5.1.1 550 No such mailbox");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bounces+@shop.example.com", "bounces+x@shop.example.com", "bounces+=x@shop.example.com"})
    void aReturnPathWithoutAnAddressIsJustAReturnPath(String recipient) throws Exception {
        bean.onMessage(report.to(recipient));

        assertThat(marked()).containsExactly("final@example.net 5.1.1 550 No such mailbox");
    }

    @Test
    void theAddressThatWasWrittenToCountsMoreThanWhereItWasForwardedTo() throws Exception {
        bean.onMessage(report.withContent(
                REPORT.replace("Action:", "Original-Recipient: rfc822; original@example.net\nAction:")));

        assertThat(marked()).containsExactly("original@example.net 5.1.1 550 No such mailbox");
    }

    @Test
    void theLastReportIsRemembered() throws Exception {
        bean.onMessage(report);
        bean.onMessage(report.withContent(REPORT.replace("5.1.1", "5.2.2").replace("No such mailbox", "Full")));

        assertThat(marked()).containsExactly("final@example.net 5.2.2 550 Full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delayed", "delivered", "relayed", "expanded", "whatever"})
    void whatIsNoFailureMarksNothing(String action) throws Exception {
        bean.onMessage(report.withContent(REPORT.replace("failed", action)));
        bean.onMessage(
                report.to("bounces+user=example.net@shop.example.com").withContent(REPORT.replace("failed", action)));
        transaction.commit();

        assertThat(marked()).isEmpty();
        assertThat(log.messages()).hasSize(2).allMatch(line -> line.endsWith("reports no failure"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a b@example.net", "@example.net", "a@", "a@b@example.net"})
    void whatIsNoAddressIsNotMarked(String address) throws Exception {
        bean.onMessage(report.withContent(REPORT.replace("Final@example.net", address)));

        assertThat(marked()).isEmpty();
    }

    @Test
    void anAddressThatNobodyCouldWriteToIsNotMarked() throws Exception {
        String longest = "a".repeat(Addresses.MAX_LENGTH - "@example.net".length()) + "@example.net";
        bean.onMessage(report.withContent(REPORT.replace("Final@example.net", longest)));
        bean.onMessage(report.withContent(REPORT.replace("Final@example.net", "a" + longest)));

        assertThat(marked()).singleElement().asString().startsWith(longest);
    }

    @Test
    void whatOneReportMarksHasABound() throws Exception {
        StringBuilder recipients = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            recipients.append("Final-Recipient: rfc822; ").append(i).append("@example.net\nAction: failed\n\n");
        }
        bean.onMessage(report.withContent(REPORT.replace("Final-Recipient:", recipients + "Final-Recipient:")));

        assertThat(marked()).hasSize(100);
    }

    @Test
    void whatAServerSaidIsCutToItsColumnAndToOneLine() throws Exception {
        bean.onMessage(report.withContent(REPORT.replace("No such mailbox", "No\u0007such " + "x".repeat(1_000))));

        assertThat(marked()).singleElement().asString().startsWith("final@example.net 5.1.1 550 No such xxx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes"})
    void anAutomaticAnswerIsKeptQuietly(String field) throws Exception {
        bean.onMessage(report.withContent(field + "\nSubject: On holiday\n\nBack in May.\n"));
        bean.onMessage(ReceivedMail.plain().withContent(field + "\nSubject: On holiday\n\nBack in May.\n"));
        transaction.commit();

        assertThat(marked()).isEmpty();
        assertThat(log.messages()).hasSize(2).allMatch(line -> line.endsWith("reports nothing: \"On holiday\""));
    }

    @Test
    void whatHasNoSenderIsNeverRefused() throws Exception {
        bean.onMessage(report.withContent("Subject: failure notice\n\nHi. This is the program at mx.example.net.\n"));
        transaction.commit();

        assertThat(marked()).isEmpty();
        assertThat(log.messages()).singleElement().asString().contains("failure notice");
    }

    @Test
    void aPersonIsToldThatNobodyReadsThis() {
        MailRejectedException refusal =
                catchThrowableOfType(MailRejectedException.class, () -> bean.onMessage(ReceivedMail.plain()));

        assertThat(refusal.replyCode()).isEqualTo(550);
        assertThat(refusal).hasMessageContaining("This mailbox is not read");
    }

    @Test
    void aDatabaseThatFailsLetsTheSenderTryAgain() throws Exception {
        database.execute("DROP TABLE POSTERN_UNDELIVERABLE");

        assertThatThrownBy(() -> bean.onMessage(report))
                .isInstanceOf(EJBException.class)
                .hasMessageContaining("20260102-1")
                .hasCauseInstanceOf(SQLException.class);
    }

    private List<String> marked() throws SQLException {
        return database.rows("SELECT ADDRESS, STATUS, DIAGNOSTIC FROM POSTERN_UNDELIVERABLE");
    }
}
