package org.postern.ra.delivery;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import org.postern.ra.deliverylog.LogTrouble;

/**
 * Forgets what is old in a delivery log: in transactions of the bean's endpoint, without a call of the bean, because only there every
 * server gives the data source that deliveries have.
 */
final class LogCleaning {
    /** Then others have their turn; the next time goes on. */
    private static final int MOST_STEPS = 100;

    private final Activation activation;
    private final BeanLog log;
    private final Transactions transactions;
    private final DeliveryMessages messages;

    LogCleaning(Activation activation, BeanLog log, Transactions transactions, DeliveryMessages messages) {
        this.activation = activation;
        this.log = log;
        this.transactions = transactions;
        this.messages = messages;
    }

    /** Does it step by step. Blocks. Tells whether there is more; never throws: others are to be cleaned, too. */
    boolean run() {
        try {
            int step = 0;
            while (step < MOST_STEPS && isMoreAfterStep()) {
                step++;
            }
            return step == MOST_STEPS;
        } catch (LogTrouble e) {
            if (activation.takesMail()) { // Otherwise its application may be going, and its data source with it.
                log.notForgotten(e);
            }
        } catch (UnavailableException e) {
            // No instance is free, or the bean goes away: the next time.
        } catch (ResourceException | NoSuchMethodException | RuntimeException | LinkageError e) {
            if (activation.takesMail()) {
                log.notForgotten(e);
            }
        }
        return false;
    }

    /** Finds no transaction on the thread, and leaves none: what comes next there would become part of it. */
    private boolean isMoreAfterStep() throws LogTrouble, ResourceException, NoSuchMethodException {
        if (!transactions.endLeft(activation, messages).isThreadFree()) {
            return false;
        }
        MessageEndpoint endpoint = activation.createEndpoint();
        try {
            endpoint.beforeDelivery(
                    activation.listener().deliveryMethods().iterator().next());
            try {
                return log.forgetSome();
            } catch (LogTrouble | RuntimeException | Error e) {
                transactions.registry().setRollbackOnly();
                throw e;
            } finally {
                endpoint.afterDelivery();
            }
        } finally {
            try {
                endpoint.release();
            } finally {
                transactions.endLeft(activation, messages);
            }
        }
    }
}
