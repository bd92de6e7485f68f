package org.postern.ra.delivery;

import jakarta.ejb.EJBException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.net.AuthenticatedUser;
import org.postern.net.ReceivedMessage;
import org.postern.ra.deliverylog.LogTrouble;
import org.postern.ra.duplicates.Fingerprint;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/**
 * Delivers one message to one endpoint and finds the reply: 250 if and only if the transaction committed, or the
 * listener returned and there was no transaction. The endpoint is held for the time of the delivery alone.
 */
final class Delivery {
    private final ReceivedMessage message;
    private final Activation activation;
    private final Transactions transactions;
    private final DeliveryMessages messages;
    private volatile TransactionOutcome outcome;
    /** What is called, once that is found: it may take a reading of the content. */
    private @Nullable BeanCall call;

    /** Of the message in the delivery log, if the bean has one. */
    private @Nullable Fingerprint key;

    private Optional<MailReply> said = Optional.empty();
    private Optional<LogTrouble> notNoted = Optional.empty();
    private boolean known;
    private boolean hasNote;
    private Optional<DeliveryFailure> failure = Optional.empty();
    private boolean transactionMissing;
    private LeftTransaction leftBehind = LeftTransaction.NONE;

    Delivery(ReceivedMessage message, Activation activation, Transactions transactions, DeliveryMessages messages) {
        this.message = message;
        this.activation = activation;
        this.transactions = transactions;
        this.outcome = new TransactionOutcome(transactions.registry());
        this.messages = messages;
    }

    /**
     * Delivers on the calling thread. Never throws: whatever happens is a reply, unless the container has no endpoint at
     * the moment. Then it can be called again.
     */
    Optional<Reply> deliver() {
        Optional<Reply> reply = attempt(false);
        return notNoted.isPresent() ? withoutNote(notNoted.get()) : reply;
    }

    /** The bean was not called, and that transaction is over. */
    private Optional<Reply> withoutNote(LogTrouble trouble) {
        BeanLog log = activation.log().orElseThrow();
        Optional<Reply> instead = log.replyInstead(message, trouble, outcome.isAbandoned());
        if (instead.isPresent()) {
            return instead;
        }
        notNoted = Optional.empty();
        failure = Optional.empty();
        outcome = new TransactionOutcome(transactions.registry());
        Optional<Reply> reply = attempt(true);
        return notNoted.isPresent() ? log.replyInstead(message, notNoted.get(), true) : reply;
    }

    private Optional<Reply> attempt(boolean isAgain) {
        if (!transactions.endLeft(activation, messages).isThreadFree()) {
            return Optional.of(Outcome.TRANSACTION_LEFT.as(Replies.busy(message.id())));
        }
        BeanCall found;
        try {
            found = call == null ? activation.listener().call(inbound()) : call;
            call = found;
            key = activation.log().isPresent() && key == null
                    ? activation.log().get().key(message)
                    : key;
        } catch (MailRejectedException e) {
            return Optional.of(rejected(e, false));
        } catch (IOException e) {
            messages.contentNotRead(message, e);
            return Optional.of(Outcome.CONTENT_NOT_READ.as(Replies.notDelivered(message.id())));
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            return Optional.of(
                    failed(new DeliveryFailure("it was not found what to call of " + activation.bean(), e), false));
        }
        MessageEndpoint endpoint;
        try {
            endpoint = activation.createEndpoint();
        } catch (UnavailableException e) {
            return activation.takesMail()
                    ? Optional.empty()
                    : Optional.of(Outcome.PAUSED_OR_GOING_AWAY.as(Replies.busy(message.id())));
        } catch (RuntimeException | Error e) {
            messages.noEndpoint(message, activation.bean(), e);
            return Optional.of(Outcome.NO_INSTANCE.as(Replies.busy(message.id())));
        }
        Tracers.Call traced = activation.tracers().begin(inbound(), activation.bean(), messages);
        try {
            deliverTo(endpoint, found, isAgain);
        } finally {
            release(endpoint);
            leftBehind = transactions.endLeft(activation, messages);
        }
        rememberRollback();
        Optional<Reply> reply = notNoted.isPresent() ? Optional.empty() : Optional.of(replyThatCounts());
        traced.end(reply.orElseGet(() -> Outcome.DELIVERY_LOG_FAILED.as(Replies.notDelivered(message.id()))));
        return reply;
    }

    /** Keeps the transaction from committing, from any thread. Tells whether that was still possible. */
    boolean abandon(NotCommitted why) {
        return outcome.abandon(why);
    }

    /** What the bean did may be part of what it, or a bean that it called, has begun and not ended. */
    private boolean isTakenWithoutTransaction() {
        return outcome.result() == TransactionOutcome.Result.NO_TRANSACTION
                && !outcome.isOwnLeftOpen()
                && leftBehind == LeftTransaction.NONE;
    }

    /** Before and after are paired on this thread, whatever happens in between (section 14.5.6). */
    @SuppressWarnings("CatchingThrowable") // The listener is foreign code: even its Error must end in a reply.
    private void deliverTo(MessageEndpoint endpoint, BeanCall call, boolean isAgain) {
        try {
            endpoint.beforeDelivery(call.method());
        } catch (ResourceException | ReflectiveOperationException | RuntimeException | Error e) {
            fail("the server failed before it called " + activation.bean(), e);
            return;
        }
        try {
            outcome.watch();
            transactionMissing = isTransactionMissing(call);
            if (!transactionMissing && isNoted(isAgain)) {
                said = call.on(endpoint);
                outcome.returned();
            }
        } catch (Throwable e) {
            if (!DeliveryFailure.isDeclaredToCommit(e)) {
                outcome.rollBack();
            }
            fail(activation.bean() + " failed", e);
        } finally {
            afterDelivery(endpoint);
        }
    }

    /** Whether the bean is to be called. If not, the container's transaction is to end without a trace. */
    private boolean isNoted(boolean isAgain) {
        if (activation.log().isEmpty() || key == null) {
            return true;
        }
        try {
            known = !activation.log().get().enter(key, message, isAgain);
            hasNote = !known;
        } catch (LogTrouble e) {
            notNoted = Optional.of(e);
        }
        // Its sender may have been answered while it waited for another one's copy.
        if (known || notNoted.isPresent() || outcome.isAbandoned()) {
            outcome.rollBack();
            return false;
        }
        return true;
    }

    /** If the note of it is there the next time, it was not the container's to undo. */
    private void rememberRollback() {
        if (hasNote
                && outcome.result() == TransactionOutcome.Result.NOT_COMMITTED
                && outcome.whyNotCommitted().isCertain()) {
            activation.log().ifPresent(log -> log.rolledBack(message));
        }
    }

    private InboundMessage inbound() {
        return new InboundMessage(message, activation.config().recipients().patterns(), () -> outcome.isAbandoned());
    }

    /**
     * A container may begin none where it is given no XAResource (section 14.5.6), though the bean's method needs one: what
     * the bean did then could not be taken back, nor could it be known whether the container has a transaction of its own.
     */
    private boolean isTransactionMissing(BeanCall call) throws NoSuchMethodException {
        return outcome.result() == TransactionOutcome.Result.NO_TRANSACTION
                && activation.isDeliveryTransacted(call.method());
    }

    private void afterDelivery(MessageEndpoint endpoint) {
        try {
            endpoint.afterDelivery();
        } catch (ResourceException | RuntimeException | Error e) {
            outcome.failed(e);
            if (failure.isEmpty()) {
                fail("the server failed to complete the transaction of " + activation.bean(), e);
            }
        }
    }

    /** The outcome is known by now, and does not change because of this. */
    private void release(MessageEndpoint endpoint) {
        try {
            endpoint.release();
        } catch (RuntimeException | Error e) {
            messages.endpointNotReleased(message, activation.bean(), e);
        }
    }

    private void fail(String what, Throwable cause) {
        failure = Optional.of(new DeliveryFailure(what, cause));
    }

    /** Of a delivery that was not waited for what its sender has heard, whatever the bean came to. */
    private Reply replyThatCounts() {
        Reply reply = reply();
        return outcome.isAbandoned() ? rollback() : reply;
    }

    private Reply reply() {
        if (known) {
            return activation.log().orElseThrow().known(message);
        }
        if (transactionMissing) {
            messages.noTransaction(message, activation.bean());
            return Outcome.NO_TRANSACTION_BEGUN.as(Replies.notDelivered(message.id()));
        }
        boolean committed = outcome.result() == TransactionOutcome.Result.COMMITTED;
        if (failure.isEmpty()) {
            return committed || isTakenWithoutTransaction() ? taken(committed) : rolledBack();
        }
        if (failure.get().cause() instanceof MailRejectedException rejection) {
            return rejected(rejection, committed);
        }
        return failed(failure.get(), committed);
    }

    private Reply taken(boolean committed) {
        messages.committed(message, activation.bean(), said.flatMap(MailReply::logKey));
        Outcome how = committed ? Outcome.COMMITTED : Outcome.TAKEN_WITHOUT_TRANSACTION;
        return how.as(said.flatMap(MailReply::text)
                .map(text -> Replies.accepted(message.id(), text))
                .orElseGet(() -> Replies.accepted(message.id())));
    }

    private Reply rolledBack() {
        messages.rolledBack(message, activation.bean(), outcome.whyNotCommitted(), activation.isClosed());
        return rollback();
    }

    private Reply rollback() {
        return outcome.whyNotCommitted().outcome().as(Replies.notDelivered(message.id()));
    }

    private Reply rejected(MailRejectedException rejection, boolean committed) {
        String text = Optional.ofNullable(rejection.getMessage()).orElse("");
        messages.rejected(message, activation.bean(), rejection);
        if (committed) {
            messages.rejectedButCommitted(message, activation.bean());
        }
        return Reply.withForeignText(rejection.replyCode(), rejection.enhancedStatusCode(), text);
    }

    /**
     * A failure that the application declared not to roll back is its choice to keep the message. An EJBException is never
     * the application's: WildFly refuses calls of a bean that is being undeployed with one, and commits what is empty.
     */
    private Reply failed(DeliveryFailure failed, boolean committed) {
        Throwable cause = failed.cause();
        Optional<AuthenticatedUser> user = message.session().user();
        if (user.isPresent() && !committed && failed.isLackOfRole()) {
            messages.notAuthorized(message, activation.bean(), user.get().name());
            return Outcome.USER_LACKS_A_ROLE.as(Replies.notAuthorized(message.id()));
        }
        if (committed && !(cause instanceof EJBException)) {
            messages.failedButCommitted(message, failed.what(), cause);
            return Outcome.KEPT_THOUGH_THE_BEAN_FAILED.as(Replies.accepted(message.id()));
        }
        messages.listenerFailed(message, failed.what(), cause);
        return Outcome.BEAN_FAILED.as(Replies.notDelivered(message.id()));
    }
}
