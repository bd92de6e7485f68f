package org.postern.ra.delivery;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.postern.net.MailTransaction;
import org.postern.net.Time;
import org.postern.smtp.Recipient;
import org.postern.smtp.Reply;

/** Asks beans about recipients. A connection has one question at a time, so the connections limit how many wait. */
public final class RecipientChecks {
    private final BeanLanes lanes;
    private final Transactions transactions;
    private final Time time;
    private final DeliveryMessages messages;

    public RecipientChecks(BeanLanes lanes, Transactions transactions, Time time, DeliveryMessages messages) {
        this.lanes = lanes;
        this.transactions = transactions;
        this.time = time;
        this.messages = messages;
    }

    /** Why a bean refuses a recipient, or empty if it does not. Does not block, and is answered in time. */
    public CompletableFuture<Optional<Reply>> ask(
            Activation activation, MailTransaction transaction, Recipient recipient) {
        RecipientCheckWork work = new RecipientCheckWork(
                new RecipientCheck(
                        transaction, recipient, activation.config().recipients().patterns()),
                activation,
                transactions,
                time,
                messages);
        if (work.isForBean() && !lanes.admit(work)) {
            work.refuse();
        }
        return work.answer();
    }
}
