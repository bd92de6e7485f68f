package org.postern.it;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.Queue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/**
 * Stores the recipient and sends it to a queue, in one transaction of two resources, and fails before, in between or
 * afterwards. Upon a mail for {@link #SHOW} it moves what is in the queue to where tests see it.
 */
@MessageDriven
@JMSDestinationDefinition(
        name = ForwardingBean.QUEUE,
        interfaceName = "jakarta.jms.Queue",
        destinationName = "forwarded")
public class ForwardingBean implements MailListener {
    /** Where the queue is. */
    static final String QUEUE = "java:app/jms/forwarded";

    /** The recipient that is not stored and sent. */
    static final String SHOW = "show-queue@example.com";

    private static final int PATIENCE_MILLIS = 500;

    @Resource
    private MessageDrivenContext context;

    @Resource(lookup = Ears.LEDGER)
    private DataSource ledger;

    @Resource(lookup = "java:comp/DefaultJMSConnectionFactory")
    private ConnectionFactory connections;

    @Resource(lookup = QUEUE)
    private Queue queue;

    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        String recipient = Misbehaviour.called(ledger, message);
        if (recipient.equals(SHOW)) {
            showQueue();
            return;
        }
        failAt("throw-first", recipient);
        Misbehaviour.store(ledger, recipient);
        failAt("throw-between", recipient);
        try (JMSContext jms = connections.createContext()) {
            jms.createProducer().send(queue, recipient);
        }
        Misbehaviour.show(recipient, context::setRollbackOnly);
    }

    private static void failAt(String moment, String recipient) {
        if (Misbehaviour.kind(recipient).equals(moment)) {
            throw new IllegalStateException("a secret of the application");
        }
    }

    /** Takes it out of there, in one transaction of two resources again. */
    private void showQueue() {
        try (JMSContext jms = connections.createContext();
                JMSConsumer consumer = jms.createConsumer(queue)) {
            String recipient = consumer.receiveBody(String.class, PATIENCE_MILLIS);
            while (recipient != null) {
                show(recipient);
                recipient = consumer.receiveBody(String.class, PATIENCE_MILLIS);
            }
        }
    }

    private void show(String recipient) {
        try (Connection connection = ledger.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO FORWARDED VALUES (?)")) {
            insert.setString(1, recipient);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
