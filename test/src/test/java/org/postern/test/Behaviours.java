package org.postern.test;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.ApplicationException;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postern.api.MailEndpoint;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.api.RecipientAwareMailListener;
import org.postern.api.RecipientInquiry;
import org.postern.api.ReplyingMailListener;
import org.postern.endpoint.Detail;
import org.postern.endpoint.OnMail;
import org.postern.endpoint.OnRecipient;

/** Beans that do whatever a test wants. */
final class Behaviours {
    private Behaviours() {}

    /** What a bean does with a message. */
    @FunctionalInterface
    interface Behaviour {
        void with(MailMessage message) throws Exception;
    }

    /** As the compiler would not let it. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Throwable> E sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** In the container's transaction. */
    @MessageDriven
    public static class Managed implements MailListener {
        @Resource
        MessageDrivenContext context;

        @Resource
        TransactionSynchronizationRegistry transactions;

        @Resource
        DataSource orders;

        Behaviour then = message -> {};

        Managed doing(Behaviour behaviour) {
            then = behaviour;
            return this;
        }

        @Override
        public void onMessage(MailMessage message) {
            store(message);
            try {
                then.with(message);
            } catch (Exception e) {
                throw Behaviours.<RuntimeException>sneaky(e);
            }
        }

        void store(MailMessage message) {
            if (orders == null) {
                return;
            }
            try (Connection connection = orders.getConnection();
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO ORDERS VALUES (?)")) {
                insert.setString(1, message.envelope().recipients().get(0).address());
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void refuseCommit() {
            transactions.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    throw new IllegalStateException("no");
                }

                @Override
                public void afterCompletion(int status) {
                    // As said.
                }
            });
        }
    }

    /** Without a transaction. */
    @MessageDriven
    public static class Unmanaged extends Managed implements MailListener {
        @Override
        @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
        public void onMessage(MailMessage message) {
            super.onMessage(message);
        }
    }

    /** In a transaction of its own. */
    @MessageDriven
    @TransactionManagement(TransactionManagementType.BEAN)
    public static class SelfManaged extends Managed implements MailListener {
        @Resource
        UserTransaction own;

        boolean leavesItOpen;

        @Override
        public void onMessage(MailMessage message) {
            try {
                own.begin();
                store(message);
                then.with(message);
                if (!leavesItOpen) {
                    own.commit();
                }
            } catch (Exception e) {
                try {
                    own.rollback();
                } catch (Exception again) {
                    e.addSuppressed(again);
                }
                throw Behaviours.<RuntimeException>sneaky(e);
            }
        }
    }

    /** An application's way to keep what it has done. */
    @ApplicationException(rollback = false)
    static final class Kept extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Has something to say. */
    @MessageDriven(
            activationConfig = {
                @ActivationConfigProperty(propertyName = "recipients", propertyValue = "tickets+*@shop.example.com"),
                @ActivationConfigProperty(propertyName = "listen", propertyValue = "smtp://192.0.2.1:25"),
                @ActivationConfigProperty(propertyName = "certificateBindings", propertyValue = "*=shop")
            })
    public static class Tickets implements ReplyingMailListener {
        @Override
        public MailReply onMail(MailMessage message) {
            return MailReply.accepted(
                    "Ticket " + message.envelope().recipients().get(0).detail().orElse("new"));
        }
    }

    /** Knows who exists. */
    @MessageDriven
    public static class Careful implements RecipientAwareMailListener {
        @Resource
        MessageDrivenContext context;

        @Override
        public void onRecipient(RecipientInquiry inquiry) throws MailRejectedException {
            if (inquiry.recipient().address().startsWith("unknown")) {
                throw MailRejectedException.permanently("5.1.1", "There is no such customer");
            }
        }

        @Override
        public void onMessage(MailMessage message) throws MailRejectedException {
            throw MailRejectedException.permanently(
                    "5.7.1",
                    context.getCallerPrincipal().getName() + " "
                            + message.session().authenticatedUser().orElse("-") + " clerk "
                            + context.isCallerInRole("clerk"));
        }
    }

    /** Methods that say which mail they take. */
    @MessageDriven
    public static class Desk implements MailEndpoint {
        private final String shop;

        @Resource
        MessageDrivenContext context;

        /** As containers want it. */
        public Desk() {
            this("none");
        }

        Desk(String shop) {
            this.shop = shop;
        }

        @OnRecipient("closed@shop.example.com")
        public void closed() throws MailRejectedException {
            throw MailRejectedException.permanently("5.1.1", "Closed");
        }

        @OnMail(to = "closed@shop.example.com")
        public void never() {}

        @OnMail(to = "orders+{id}@shop.example.com")
        public MailReply order(@Detail("id") long id) {
            return MailReply.accepted("Order " + id + " at " + shop);
        }

        @OnMail(to = "rollback@shop.example.com")
        public void rollBack() {
            context.setRollbackOnly();
        }

        @OnMail(to = "checked@shop.example.com")
        public void checked() throws IOException {
            throw new IOException("a secret");
        }

        @OnMail(to = "clerks@shop.example.com")
        @RolesAllowed("clerk")
        @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
        public MailReply clerks() {
            return MailReply.accepted("Hello clerk");
        }
    }

    /** Until a moment has passed. */
    static void wait(int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
