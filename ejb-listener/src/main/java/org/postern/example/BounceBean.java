package org.postern.example;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Logger;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.mime.MailContent;
import org.postern.mime.MailMessages;

/**
 * Takes what comes back for mail that the application has sent, from {@code bounces@shop.example.com} or, better, from a
 * return path for each recipient: {@code bounces+user=example.net@shop.example.com}. Addresses that a report (RFC 3464)
 * calls undeliverable are marked in a table, which those who send had better look at.
 *
 * <p>Any sender can write a report. Where a mark does harm, put something that only you can make into the return path.
 *
 * <p>Nothing is ever answered, and what was sent by a machine is never refused: the answer to an answer is how mail loops
 * begin.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(
                    propertyName = "recipients",
                    propertyValue = "bounces@shop.example.com, bounces+*@shop.example.com"),
            @ActivationConfigProperty(propertyName = "overlap", propertyValue = "copy")
        })
public class BounceBean implements MailListener {
    private static final Logger LOG = Logger.getLogger(BounceBean.class.getName());
    private static final int MAX_SUBJECT = 80;

    @EJB
    private ExampleTables tables;

    @Resource
    private TransactionSynchronizationRegistry transaction;

    /** For the container. */
    public BounceBean() {}

    BounceBean(ExampleTables tables, TransactionSynchronizationRegistry transaction) {
        this.tables = tables;
        this.transaction = transaction;
    }

    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        try {
            MailContent content = MailMessages.content(message);
            if (content.deliveryStatus().isPresent()) {
                mark(Undeliverable.of(content.deliveryStatus().get(), message.envelope()), message);
            } else if (content.automatic()) {
                // A recipient is on holiday, or a report of an old kind, which tells nothing that could be relied on.
                note("Mail %s was sent by a machine and reports nothing: \"%s\""
                        .formatted(message.id(), OneLine.of(content.subject(), MAX_SUBJECT)));
            } else {
                throw MailRejectedException.permanently(
                        "5.7.1", "This mailbox is not read, it takes reports about undelivered mail only");
            }
        } catch (IOException | SQLException e) {
            // Rolls back, and the sender keeps the message and tries again.
            throw new EJBException("Cannot take a report from mail " + message.id(), e);
        }
    }

    private void mark(List<Undeliverable> addresses, MailMessage message) throws SQLException, MailRejectedException {
        if (addresses.isEmpty()) {
            note("Mail %s reports no failure".formatted(message.id()));
            return;
        }
        try (Connection connection = tables.dataSource().getConnection()) {
            UndeliverableAddresses table = new UndeliverableAddresses(connection);
            for (Undeliverable one : addresses) {
                table.mark(one);
                note("%s is undeliverable: %s %s"
                        .formatted(one.address(), one.status(), one.diagnostic())
                        .strip());
            }
        }
    }

    private void note(String line) {
        AfterCommit.log(LOG, line, transaction);
    }
}
