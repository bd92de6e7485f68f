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
import java.util.Optional;
import java.util.logging.Logger;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.mime.MailMessages;

/**
 * Takes orders: a line {@code article: quantity} for each article, in plain text or HTML. A customer whose mail is accepted has
 * ordered, all of it; one whose mail is refused has ordered nothing, and is told why by the server that sent it.
 *
 * <p>That takes no more than writing rows: the connection is part of the container's transaction, which also decides the
 * reply.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "recipients", propertyValue = "orders@shop.example.com"),
            @ActivationConfigProperty(propertyName = "overlap", propertyValue = "copy")
        })
public class OrderDeskBean implements MailListener {
    private static final Logger LOG = Logger.getLogger(OrderDeskBean.class.getName());

    @EJB
    private ExampleTables tables;

    @Resource
    private TransactionSynchronizationRegistry transaction;

    /** For the container. */
    public OrderDeskBean() {}

    OrderDeskBean(ExampleTables tables, TransactionSynchronizationRegistry transaction) {
        this.tables = tables;
        this.transaction = transaction;
    }

    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        try {
            Order order = Order.of(MailMessages.content(message));
            try (Connection connection = tables.dataSource().getConnection()) {
                write(order, new Orders(connection));
            }
        } catch (IOException | SQLException e) {
            // Rolls back, and the sender keeps the message and tries again.
            throw new EJBException("Cannot take an order from mail " + message.id(), e);
        }
    }

    private void write(Order order, Orders orders) throws SQLException, MailRejectedException {
        Optional<Order> known = orders.find(order.id());
        if (known.isPresent()) {
            acceptAgain(order, known.get());
            return;
        }
        List<String> lines = order.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            // Those before one that is not understood have been written then, and are rolled back with the rest.
            orders.add(order, i + 1, OrderLine.parse(lines.get(i)));
        }
        orders.add(order);
        note("Order %s of %s <%s>: %s".formatted(order.id(), order.name(), order.customer(), String.join(", ", lines)));
    }

    /** A sender that could not read our 250 sends again. Any other has made up its Message-ID badly. */
    private void acceptAgain(Order order, Order known) throws MailRejectedException {
        if (!order.equals(known)) {
            throw Order.refused("Another order had the same Message-ID");
        }
        note("Order %s had been taken already".formatted(order.id()));
    }

    private void note(String line) {
        AfterCommit.log(LOG, line, transaction);
    }
}
