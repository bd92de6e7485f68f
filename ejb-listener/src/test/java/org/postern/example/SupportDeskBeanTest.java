package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.api.spi.EndpointCall;
import org.postern.api.spi.EndpointRoutes;
import org.postern.endpoint.AnnotationRouter;

class SupportDeskBeanTest {
    @RegisterExtension
    final Database database = new Database();

    @RegisterExtension
    final LogRecords log = new LogRecords(SupportDeskBean.class);

    private final OneTransaction transaction = new OneTransaction();
    private final SupportDeskBean bean = new SupportDeskBean(new ExampleTables(database::dataSource), transaction);
    private final EndpointRoutes routes = new AnnotationRouter().routes(SupportDeskBean.class);

    @Test
    void aMailOpensATicketAndTheSenderHearsItsNumber() throws Exception {
        assertThat(send(mail("support@shop.example.com", "Subject: Help\n\nIt is broken.\n")))
                .isEqualTo(MailReply.accepted("Ticket 1").withLogKey("ticket 1"));

        assertThat(database.rows("SELECT TICKET, CUSTOMER, SUBJECT FROM POSTERN_TICKET"))
                .containsExactly("1 a@example.org Help");
        assertThat(database.rows("SELECT TICKET, ENTRY_TEXT FROM POSTERN_TICKET_ENTRY"))
                .containsExactly("1 It is broken.\n");
        transaction.commit();
        assertThat(log.messages()).containsExactly("Ticket 1 is open");
    }

    @Test
    void theSameMailMakesNothingTwiceAndHasTheSameAnswer() throws Exception {
        ReceivedMail mail = mail("support@shop.example.com", "Subject: Help\n\nIt is broken.\n");
        send(mail);

        assertThat(send(mail)).isEqualTo(MailReply.accepted("Ticket 1").withLogKey("ticket 1"));
        assertThat(database.rows("SELECT COUNT(*) FROM POSTERN_TICKET_ENTRY")).containsExactly("1");
    }

    @Test
    void anAnswerIsAnEntryWithoutWhatItQuotes() throws Exception {
        send(mail("support@shop.example.com", "Subject: Help\n\nIt is broken.\n"));

        send(mail("support+1@shop.example.com", "Subject: Re: Help\n\nStill is.\n\nOn Friday you wrote:\n> Is it?\n")
                .withKey("1".repeat(64)));

        assertThat(database.rows("SELECT TICKET, ENTRY_TEXT FROM POSTERN_TICKET_ENTRY ORDER BY ENTRY_TEXT"))
                .containsExactly("1 It is broken.\n", "1 Still is.\n");
    }

    @Test
    void anAddressOfATicketThatDoesNotExistIsRefusedBeforeTheMailComes() throws Exception {
        send(mail("support@shop.example.com", "Subject: Help\n\nx\n"));
        bean.exists(1);

        assertThatExceptionOfType(MailRejectedException.class)
                .isThrownBy(() -> bean.exists(2))
                .withMessage("There is no ticket 2");
    }

    @Test
    void whatAMachineSendsIsNoTicket() {
        assertThatExceptionOfType(MailRejectedException.class)
                .isThrownBy(() -> send(mail("support@shop.example.com", "Auto-Submitted: auto-replied\n\nAway.\n")))
                .withMessage("This mailbox is for persons");
    }

    @Test
    void aSenderWithoutAnAddressAndALongTextAreTakenAllTheSame() throws Exception {
        send(mail("support@shop.example.com", "Subject: " + "x".repeat(300) + "\n\n" + "y".repeat(5_000) + "\n"));

        assertThat(database.rows("SELECT LENGTH(SUBJECT) FROM POSTERN_TICKET")).containsExactly("200");
        assertThat(database.rows("SELECT LENGTH(ENTRY_TEXT) FROM POSTERN_TICKET_ENTRY"))
                .containsExactly("4000");
    }

    private MailReply send(ReceivedMail mail) throws Exception {
        EndpointCall call = routes.message(mail);
        try {
            return Optional.ofNullable((MailReply) call.method().invoke(bean, call.arguments()))
                    .orElseThrow();
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private static ReceivedMail mail(String recipient, String content) {
        return ReceivedMail.plain().to(recipient).withContent(content);
    }
}
