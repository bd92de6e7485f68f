package org.postern.ra.delivery;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.List;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of the container's threads. A thread may still have one when all that was begun there has ended: Payara
 * forgets it when a bean calls another one that is undeployed already. Whatever that thread does next would become part of
 * a transaction that is never committed. Thread-safe; each thread asks for its own.
 */
public final class Transactions {
    /** Where servers have what ends a transaction: GlassFish and its kin, WildFly, and servers that give threads what beans have. */
    private static final List<String> ENDED_BY =
            List.of("java:appserver/TransactionManager", "java:jboss/TransactionManager", "java:comp/UserTransaction");

    private final TransactionSynchronizationRegistry registry;
    private final Names names;

    public Transactions(TransactionSynchronizationRegistry registry, Names names) {
        this.registry = registry;
        this.names = names;
    }

    /**
     * Those of the container of an adapter.
     *
     * @throws ResourceAdapterInternalException if it does not tell adapters how transactions end
     */
    public static Transactions of(BootstrapContext context) throws ResourceAdapterInternalException {
        TransactionSynchronizationRegistry registry = context.getTransactionSynchronizationRegistry();
        if (registry == null) {
            throw new ResourceAdapterInternalException("The container gives resource adapters no"
                    + " TransactionSynchronizationRegistry (Jakarta Connectors 2.1, section 4.5): the outcome of a"
                    + " delivery could not be known");
        }
        return context instanceof Names names ? new Transactions(registry, names) : of(registry);
    }

    /** Those of a container, with its naming service. */
    public static Transactions of(TransactionSynchronizationRegistry registry) {
        return new Transactions(registry, Transactions::lookUp);
    }

    /**
     * What is bound under a name. Null, as some servers answer, means nothing. A container of tests has no naming service, and is this
     * itself.
     */
    @FunctionalInterface
    public interface Names {
        @Nullable
        Object lookUp(String name) throws NamingException;
    }

    TransactionSynchronizationRegistry registry() {
        return registry;
    }

    /** What the container has beside them. */
    Names names() {
        return names;
    }

    /** Rolls back what the calling thread should not have, before or after it is a bean's, and says so. Never throws. */
    LeftTransaction endLeft(Activation activation, DeliveryMessages messages) {
        LeftTransaction left = endLeft();
        if (left != LeftTransaction.NONE) {
            messages.transactionLeft(activation.bean(), left);
        }
        return left;
    }

    /** The same, without a word. */
    LeftTransaction endLeft() {
        try {
            return end();
        } catch (RuntimeException | Error e) {
            return LeftTransaction.UNKNOWN; // Its transaction service may have ended.
        }
    }

    private LeftTransaction end() {
        if (isNone()) {
            return LeftTransaction.NONE;
        }
        for (String name : ENDED_BY) {
            rollBack(name);
            if (isNone()) {
                return LeftTransaction.ROLLED_BACK;
            }
        }
        return LeftTransaction.STAYS;
    }

    private boolean isNone() {
        return registry.getTransactionStatus() == Status.STATUS_NO_TRANSACTION;
    }

    /** What it comes to, the status tells. */
    private void rollBack(String name) {
        try {
            Object found = names.lookUp(name);
            if (found instanceof TransactionManager manager) {
                manager.rollback();
            } else if (found instanceof UserTransaction transaction) {
                transaction.rollback();
            }
        } catch (NamingException | SystemException | RuntimeException | LinkageError e) {
            // Not here, or not by this thread: there may be another way.
        }
    }

    @SuppressWarnings("BanJNDI") // The names are those above, and the administrator's.
    private static @Nullable Object lookUp(String name) throws NamingException {
        Context context = new InitialContext();
        try {
            return context.lookup(name);
        } finally {
            context.close();
        }
    }
}
