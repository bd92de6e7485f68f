package org.postern.example;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.logging.Logger;
import org.postern.api.MailEndpoint;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.endpoint.Detail;
import org.postern.endpoint.HeaderOf;
import org.postern.endpoint.NewText;
import org.postern.endpoint.OnMail;
import org.postern.endpoint.OnRecipient;
import org.postern.mime.MailContent;

/**
 * Makes a ticket of each mail to {@code support@shop.example.com}, and tells the sender its number after the commit. What is sent to
 * {@code support+4711@shop.example.com} is an entry of ticket 4711; an address of a ticket that does not exist is refused before the mail
 * comes.
 *
 * <p>Each method says which mail it takes. The key of the delivery stands beside what was made of it: the same mail, sent again
 * because its sender did not hear the reply, makes nothing twice and has the same answer.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(
                    propertyName = "recipients",
                    propertyValue = "support@shop.example.com, support+*@shop.example.com"),
            @ActivationConfigProperty(propertyName = "overlap", propertyValue = "copy")
        })
public class SupportDeskBean implements MailEndpoint {
    private static final Logger LOG = Logger.getLogger(SupportDeskBean.class.getName());

    @EJB
    private ExampleTables tables;

    @Resource
    private TransactionSynchronizationRegistry transaction;

    /** For the container. */
    public SupportDeskBean() {}

    SupportDeskBean(ExampleTables tables, TransactionSynchronizationRegistry transaction) {
        this.tables = tables;
        this.transaction = transaction;
    }

    @OnRecipient("support+{ticket}@shop.example.com")
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void exists(@Detail("ticket") long ticket) throws MailRejectedException, SQLException {
        try (Connection connection = tables.dataSource().getConnection()) {
            if (!new Tickets(connection).exists(ticket)) {
                throw MailRejectedException.permanently("5.1.1", "There is no ticket " + ticket);
            }
        }
    }

    @OnMail(to = "support@shop.example.com")
    public MailReply open(
            MailMessage message, MailContent content, @HeaderOf("Subject") String subject, @NewText String text)
            throws MailRejectedException, IOException, SQLException {
        refuseMachines(content);
        String key = message.deliveryKey();
        try (Connection connection = tables.dataSource().getConnection()) {
            Tickets tickets = new Tickets(connection);
            OptionalLong known = tickets.madeBy(key);
            if (known.isPresent()) {
                return reply(known.getAsLong());
            }
            String customer = message.envelope().reversePath().orElse("");
            long ticket = tickets.open(
                    key, Addresses.isUsable(customer) ? customer : "", OneLine.of(subject, Tickets.MAX_SUBJECT));
            tickets.enter(key, ticket, shortened(text));
            AfterCommit.log(LOG, "Ticket " + ticket + " is open", transaction);
            return reply(ticket);
        }
    }

    @OnMail(to = "support+{ticket}@shop.example.com")
    public MailReply answer(
            @Detail("ticket") long ticket, MailMessage message, MailContent content, @NewText String text)
            throws MailRejectedException, IOException, SQLException {
        refuseMachines(content);
        String key = message.deliveryKey();
        try (Connection connection = tables.dataSource().getConnection()) {
            Tickets tickets = new Tickets(connection);
            if (!tickets.hasEntry(key)) {
                tickets.enter(key, ticket, shortened(text));
                AfterCommit.log(LOG, "Ticket " + ticket + " has an answer", transaction);
            }
            return reply(ticket);
        }
    }

    /** The answer to an answer is how mail loops begin. */
    private static void refuseMachines(MailContent content) throws MailRejectedException {
        if (content.automatic()) {
            throw MailRejectedException.permanently("5.7.1", "This mailbox is for persons");
        }
    }

    private static MailReply reply(long ticket) {
        return MailReply.accepted("Ticket " + ticket).withLogKey("ticket " + ticket);
    }

    private static String shortened(String text) {
        return text.length() <= Tickets.MAX_TEXT ? text : text.substring(0, Tickets.MAX_TEXT - 1) + "\u2026";
    }
}
