package org.postern.ra.delivery;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postern.net.ReceivedMessage;
import org.postern.ra.deliverylog.DeliveryLog;
import org.postern.ra.deliverylog.LogTrouble;
import org.postern.ra.duplicates.Fingerprint;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/**
 * The delivery log of one bean: what its senders hear instead of a call, and what the administrator reads if something is wrong with it.
 * Thread-safe.
 */
public final class BeanLog {
    private final DeliveryLog log;
    private final boolean creates;
    private final String bean;
    private final String inTable;
    private final DeliveryMessages messages;

    private final RolledBack rolledBack = new RolledBack();
    /** What the administrator was told last; null if it is well. */
    private final AtomicReference<@Nullable String> told = new AtomicReference<>();

    /**
     * What a bean is called.
     *
     * @param inLines of the adapter's log
     * @param inTable the same on all instances of its application. Not what a container calls the activation: in Payara that begins
     *     with the name of the instance
     */
    record Names(String inLines, String inTable) {}

    /**
     * Touches nothing yet.
     *
     * @param creates whether it makes the table where it is missing
     */
    BeanLog(DeliveryLog log, boolean creates, Names names, DeliveryMessages messages) {
        this.log = log;
        this.creates = creates;
        this.bean = names.inLines();
        this.inTable = names.inTable();
        this.messages = messages;
    }

    /** Whether the two would take each other's messages for their own. */
    boolean isThatOf(BeanLog other) {
        return log.name().equals(other.log.name()) && inTable.equals(other.inTable);
    }

    /** What a message is called there. Reads the content, unless a copy of it has been read for this before. */
    Fingerprint key(ReceivedMessage message) throws IOException {
        return Fingerprint.of(message, inTable);
    }

    /**
     * Notes a message in the transaction of the calling thread.
     *
     * @param isAgain whether it could not be noted a moment ago
     * @return false if it was noted in another one, which has committed: that is never concluded from the code of an error, which may
     *     be that of something else
     */
    boolean enter(Fingerprint key, ReceivedMessage message, boolean isAgain) throws LogTrouble {
        Optional<String> there = isAgain ? log.find(key) : Optional.empty();
        if (there.filter(rolledBack::has).isPresent()) {
            throw log.keptAfterRollback();
        }
        if (there.isPresent()) {
            return false;
        }
        log.enter(key, message.id());
        if (told.getAndSet(null) != null) {
            messages.logWell(bean);
        }
        return true;
    }

    /** A message that was noted in a transaction which was rolled back for certain. */
    void rolledBack(ReceivedMessage message) {
        rolledBack.add(message.id());
    }

    /** What is said of a message that was noted before. */
    Reply known(ReceivedMessage message) {
        messages.alreadyLogged(message, bean);
        return Outcome.DUPLICATE_RECOGNISED.as(Replies.accepted(message.id()));
    }

    /**
     * What is said of a message that could not be noted, when that transaction is over.
     *
     * @param isLast whether it is not to be tried again
     * @return empty if it is
     */
    Optional<Reply> replyInstead(ReceivedMessage message, LogTrouble trouble, boolean isLast) {
        return switch (trouble.kind()) {
            case SAME -> isLast ? Optional.of(underWay(message)) : Optional.empty();
            case BUSY -> Optional.of(underWay(message));
            case NO_TABLE -> creates && !isLast ? created(message) : Optional.of(failed(message, trouble));
            case OTHER -> Optional.of(failed(message, trouble));
        };
    }

    private Optional<Reply> created(ReceivedMessage message) {
        try {
            if (log.create()) {
                messages.logCreated(log.name());
            }
            return Optional.empty();
        } catch (LogTrouble e) {
            return Optional.of(failed(message, e));
        }
    }

    private Reply underWay(ReceivedMessage message) {
        messages.loggedUnderWay(message, bean);
        return Outcome.THE_SAME_IS_UNDER_WAY.as(Replies.busy(message.id()));
    }

    private Reply failed(ReceivedMessage message, LogTrouble trouble) {
        tell(trouble);
        return Outcome.DELIVERY_LOG_FAILED.as(Replies.busy(message.id()));
    }

    /** Once, until it is another trouble or was well meanwhile. */
    private void tell(LogTrouble trouble) {
        String what = trouble.getMessage();
        if (!String.valueOf(what).equals(told.getAndSet(what))) {
            messages.logFailed(bean, trouble);
        }
    }

    /** Forgets some of what is old, in the transaction of the calling thread. Tells whether there is more. */
    boolean forgetSome() throws LogTrouble {
        return log.forgetSome();
    }

    /** It could not forget, which keeps no message. */
    void notForgotten(LogTrouble trouble) {
        if (trouble.kind() == LogTrouble.Kind.OTHER) {
            messages.logNotCleaned(bean, trouble);
        }
    }

    /** The container did not let it forget. */
    void notForgotten(Throwable failure) {
        messages.logNotCleaned(bean, failure);
    }
}
