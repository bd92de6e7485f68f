package ${package};

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.api.ReplyingMailListener;
import org.postern.mime.MailContent;
import org.postern.mime.MailMessages;

/** Makes a ticket of each mail, and tells the sender its number: 250 after the commit, and nothing is stored otherwise. */
@MessageDriven(activationConfig =
        @ActivationConfigProperty(propertyName = "recipients", propertyValue = "support@shop.example.com"))
public class SupportDesk implements ReplyingMailListener {
    @Resource
    private DataSource dataSource;

    /** For the container. */
    public SupportDesk() {}

    SupportDesk(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** For development. Where tickets matter, a migration tool makes the table. */
    @PostConstruct
    void createTable() {
        try {
            new Tickets(dataSource).createTable();
        } catch (SQLException e) {
            throw new EJBException("Cannot make the table of tickets", e);
        }
    }

    @Override
    public MailReply onMail(MailMessage message) throws MailRejectedException {
        try {
            long ticket = new Tickets(dataSource).open(message.deliveryKey(), ticketOf(message));
            return MailReply.accepted("Ticket " + ticket);
        } catch (IOException | SQLException e) {
            // Rolls back. The sender hears 451, keeps the mail and tries again.
            throw new EJBException("Cannot make a ticket of mail " + message.id(), e);
        }
    }

    private static Ticket ticketOf(MailMessage message) throws IOException, MailRejectedException {
        MailContent content = MailMessages.content(message);
        String question = content.text().orElse("").strip();
        if (question.isEmpty()) {
            throw MailRejectedException.permanently("5.6.0", "Please ask your question in plain text");
        }
        return new Ticket(message.envelope().reversePath().orElse(""), content.subject(), question);
    }
}
