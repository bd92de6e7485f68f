package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postern.test.SenderReplyAssert.assertThat;

import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postern.test.SenderReply;
import org.postern.test.TestContainer;
import org.postern.test.TestMessage;
import org.postern.test.container.DeliveryEnd;

class SupportDeskBeanTest {
    private static final String HELP = "Subject: Help\n\nIt is broken.\n";

    @RegisterExtension
    final Database database = new Database();

    @RegisterExtension
    final LogRecords log = new LogRecords(SupportDeskBean.class);

    @RegisterExtension
    final LogRecords logOfAdapter = LogRecords.ofAdapter();

    private final TestContainer container = new TestContainer();

    @BeforeEach
    void deploy() throws Exception {
        DataSource dataSource = container.dataSource(database.dataSource());
        ExampleTables tables = new ExampleTables(() -> dataSource);
        container.bean(new SupportDeskBean(tables, container.transactions()));
        // Outside of a transaction, as in a server: making tables commits.
        assertThat(tables.dataSource()).isNotNull();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @Test
    void aMailOpensATicketAndTheSenderHearsItsNumber() throws Exception {
        assertThatTicket1IsTold(send("support@shop.example.com", HELP));

        assertThat(database.rows("SELECT TICKET, CUSTOMER, SUBJECT FROM POSTERN_TICKET"))
                .containsExactly("1 a@example.org Help");
        assertThat(database.rows("SELECT TICKET, ENTRY_TEXT FROM POSTERN_TICKET_ENTRY"))
                .containsExactly("1 It is broken.\n");
        assertThat(log.messages()).containsExactly("Ticket 1 is open");
        assertThat(logOfAdapter.messages())
                .filteredOn(line -> line.startsWith("POSTERN-2001"))
                .singleElement()
                .asString()
                .endsWith(": ticket 1");
    }

    @Test
    void theSameMailMakesNothingTwiceAndHasTheSameAnswer() throws Exception {
        send("support@shop.example.com", HELP);

        assertThatTicket1IsTold(send("support@shop.example.com", HELP));

        assertThat(container.ends()).containsExactly(DeliveryEnd.COMMITTED, DeliveryEnd.COMMITTED);
        assertThat(database.rows("SELECT COUNT(*) FROM POSTERN_TICKET")).containsExactly("1");
        assertThat(database.rows("SELECT COUNT(*) FROM POSTERN_TICKET_ENTRY")).containsExactly("1");
        assertThat(log.messages()).containsExactly("Ticket 1 is open");
    }

    @Test
    void aTicketThatWasRolledBackIsMadeWhenTheSenderTriesAgain() throws Exception {
        container.failCommits(1);

        assertThat(send("support@shop.example.com", HELP)).isDeferred();
        assertThat(database.rows("SELECT TICKET FROM POSTERN_TICKET")).isEmpty();
        assertThat(log.messages()).isEmpty();

        assertThatTicket1IsTold(send("support@shop.example.com", HELP));
    }

    @Test
    void anAnswerIsAnEntryWithoutWhatItQuotes() throws Exception {
        send("support@shop.example.com", HELP);

        assertThatTicket1IsTold(send(
                "support+1@shop.example.com", "Subject: Re: Help\n\nStill is.\n\nOn Friday you wrote:\n> Is it?\n"));

        assertThat(database.rows("SELECT TICKET, ENTRY_TEXT FROM POSTERN_TICKET_ENTRY ORDER BY ENTRY_TEXT"))
                .containsExactly("1 It is broken.\n", "1 Still is.\n");
    }

    @Test
    void anAddressOfATicketThatDoesNotExistIsRefusedBeforeTheMailComes() {
        send("support@shop.example.com", HELP);

        SenderReply reply =
                container.deliver(mail("x\n\nx\n").to("support+1@shop.example.com", "support+2@shop.example.com"));

        assertThat(reply).isAccepted();
        assertThat(reply).forRecipient("support+1@shop.example.com").isAccepted();
        assertThat(reply)
                .forRecipient("support+2@shop.example.com")
                .isRejected()
                .hasCode(550)
                .hasEnhancedCode("5.1.1")
                .hasText("There is no ticket 2");
    }

    @Test
    void whatAMachineSendsIsNoTicket() throws Exception {
        assertThat(send("support@shop.example.com", "Auto-Submitted: auto-replied\n\nAway.\n"))
                .isRejected()
                .hasCode(550)
                .hasEnhancedCode("5.7.1")
                .hasText("This mailbox is for persons");

        assertThat(database.rows("SELECT TICKET FROM POSTERN_TICKET")).isEmpty();
    }

    @Test
    void aLongTextIsTakenAllTheSame() throws Exception {
        assertThatTicket1IsTold(
                send("support@shop.example.com", "Subject: " + "x".repeat(300) + "\n\n" + "y".repeat(5_000) + "\n"));

        assertThat(database.rows("SELECT LENGTH(SUBJECT) FROM POSTERN_TICKET")).containsExactly("200");
        assertThat(database.rows("SELECT LENGTH(ENTRY_TEXT) FROM POSTERN_TICKET_ENTRY"))
                .containsExactly("4000");
    }

    /** What stands in the From field is not looked at. */
    @Test
    void aSenderWhoseAddressIsOfNoUseIsTakenAllTheSame() throws Exception {
        assertThatTicket1IsTold(
                container.deliver(mail(HELP).sentBy("\"a b\"@example.org").to("support@shop.example.com")));

        assertThat(database.rows("SELECT LENGTH(CUSTOMER) FROM POSTERN_TICKET")).containsExactly("0");
    }

    private SenderReply send(String recipient, String content) {
        return container.deliver(mail(content).to(recipient));
    }

    private static TestMessage mail(String content) {
        return TestMessage.of(content).sentBy("a@example.org");
    }

    private static void assertThatTicket1IsTold(SenderReply reply) {
        assertThat(reply)
                .isAccepted()
                .hasCode(250)
                .hasText("OK, message " + reply.messageId().orElseThrow() + " accepted: Ticket 1");
    }
}
