package org.postern.ra;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.postern.net.MailTransaction;
import org.postern.net.Time;
import org.postern.smtp.Recipient;
import org.postern.smtp.Reply;

/** Asks beans about recipients. A connection has one question at a time, so the connections limit how many wait. */
final class Inquiries {
    private final BeanLanes lanes;
    private final Transactions transactions;
    private final Time time;
    private final DeliveryMessages messages;

    Inquiries(BeanLanes lanes, Transactions transactions, Time time, DeliveryMessages messages) {
        this.lanes = lanes;
        this.transactions = transactions;
        this.time = time;
        this.messages = messages;
    }

    /** Why a bean refuses a recipient, or empty if it does not. Does not block, and is answered in time. */
    CompletableFuture<Optional<Reply>> ask(Activation activation, MailTransaction transaction, Recipient recipient) {
        if (!activation.isRecipientAware()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        RecipientWork work =
                new RecipientWork(new Inquiry(transaction, recipient), activation, transactions, time, messages);
        if (!lanes.admit(work)) {
            work.refuse();
        }
        return work.answer();
    }
}
