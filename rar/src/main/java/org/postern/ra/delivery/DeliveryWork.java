package org.postern.ra.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postern.net.AuthenticatedUser;
import org.postern.net.BlockingTasks;
import org.postern.net.Moment;
import org.postern.net.ReceivedMessage;
import org.postern.net.Time;
import org.postern.ra.config.DeliveryLimits;
import org.postern.ra.config.Property;
import org.postern.ra.flight.FlightEvents;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/**
 * One message on its way to a bean: waits, is with the bean, and answers exactly once, whichever way that ends. The content
 * is freed before the answer is given, unless that would block an event loop.
 */
final class DeliveryWork implements BeanWork {
    private enum Phase {
        /** Before the bean is called: also with a container that has no thread for it yet. */
        WAITING,
        WITH_BEAN,
        OVER
    }

    private final ReceivedMessage message;
    private final Activation activation;
    private final DuplicateCheck duplicateCheck;
    private final Time time;
    private final BlockingTasks threads;
    private final DeliveryMessages messages;

    /** Those of its beginning. */
    private final DeliveryLimits limits;

    private final Moment submitted;
    private final Delivery delivery;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final CompletableFuture<Reply> answer = new CompletableFuture<>();
    private final CompletionStage<Reply> outcome;
    private volatile Wait wait;
    /** Until when the bean may go on; null while it is not called. */
    private volatile @Nullable Moment running;

    /**
     * How long it may wait for its bean.
     *
     * @param why that was too long
     */
    private record Wait(Moment until, String why) {}

    DeliveryWork(
            ReceivedMessage message,
            Activation activation,
            DuplicateCheck duplicateCheck,
            Transactions transactions,
            Time time,
            BlockingTasks threads,
            DeliveryMessages messages) {
        this.message = message;
        this.activation = activation;
        this.duplicateCheck = duplicateCheck;
        this.time = time;
        this.threads = threads;
        this.messages = messages;
        this.submitted = time.moment();
        this.limits = activation.limits().get();
        this.wait = new Wait(
                in(limits.waitingTime()),
                "it has waited for " + activation.bean() + " longer than "
                        + Property.DELIVERY_WAIT_SECONDS.beanName()
                        + ". If the bean is not slow its pool is too small, or the container's pool of threads");
        this.delivery = new Delivery(message, activation, transactions, messages);
        this.outcome = answer.thenApply(reply -> {
            counters().ended(reply);
            return reply;
        });
    }

    /** The bean is not called after this, for a reason for the log. */
    void waitAtMostUntil(Moment latest, String why) {
        if (latest.isBefore(wait.until())) {
            wait = new Wait(latest, why);
        }
    }

    @Override
    public Activation activation() {
        return activation;
    }

    /** What the sender is told. Completes on any thread, and never fails. */
    CompletionStage<Reply> outcome() {
        return outcome;
    }

    @Override
    public Optional<AuthenticatedUser> user() {
        return message.session().user();
    }

    @Override
    public String id() {
        return message.id();
    }

    @Override
    public boolean isMessage() {
        return true;
    }

    @Override
    public boolean isOver() {
        return phase.get() == Phase.OVER;
    }

    @Override
    public boolean run() {
        if (!phase.compareAndSet(Phase.WAITING, Phase.WITH_BEAN)) {
            return true; // It has waited too long for this thread.
        }
        Optional<Reply> reply = Optional.of(Outcome.BEAN_FAILED.as(Replies.notDelivered(message.id())));
        try {
            reply = duplicateCheck.replyInstead(message);
            if (reply.isEmpty()) {
                reply = deliver();
            }
        } finally {
            endAttempt(reply);
        }
        return reply.isPresent();
    }

    @Override
    public void afterwards() {
        duplicateCheck.write();
    }

    @Override
    public void notRun(Throwable why) {
        refuse(Outcome.NO_THREAD, "the container's WorkManager refuses work: " + why.getMessage());
    }

    @Override
    public void refuse() {
        refuse(Outcome.PAUSED_OR_GOING_AWAY);
    }

    /** Says so in the log, too. */
    void refuse(Outcome outcome, String reason) {
        if (refuse(outcome)) {
            messages.overloaded(message, reason);
        }
    }

    private boolean refuse(Outcome outcome) {
        if (!phase.compareAndSet(Phase.WAITING, Phase.OVER)) {
            return false;
        }
        counters().waited(time.moment().since(submitted));
        endUncalled(outcome.as(Replies.busy(message.id())));
        return true;
    }

    @Override
    public void expire(Moment now) {
        Moment until = running;
        if (until != null) {
            timeOut(until, now);
            return;
        }
        Wait current = wait;
        if (current.until().isBefore(now)) {
            refuse(Outcome.WAITED_TOO_LONG, current.why());
        }
    }

    @Override
    public void abandon() {
        if (running != null) {
            abandon(NotCommitted.UNDEPLOYED);
        } else {
            refuse(Outcome.UNDEPLOYED_MEANWHILE);
        }
    }

    private void timeOut(Moment until, Moment now) {
        if (until.isBefore(now) && abandon(NotCommitted.TOO_SLOW)) {
            messages.timedOut(message, activation.bean(), limits.timeout());
        }
    }

    /**
     * Answers for a bean that is not waited for any more, if its transaction can still be kept from committing. It goes on meanwhile
     * until it reads on in the content, which stays until it returns.
     */
    private boolean abandon(NotCommitted why) {
        boolean abandoned = delivery.abandon(why);
        if (abandoned) {
            answer(why.outcome().as(Replies.notDelivered(message.id())));
        }
        return abandoned;
    }

    private Optional<Reply> deliver() {
        Moment begun = time.moment();
        running = in(limits.timeout());
        FlightEvents.Delivery recorded = activation.recorder().delivery();
        try {
            Optional<Reply> reply = delivery.deliver();
            if (reply.isPresent()) { // Otherwise it goes on waiting.
                Duration waited = begun.since(submitted);
                counters().waited(waited);
                counters().delivered(time.moment().since(begun));
                recorded.end(
                        message.id(),
                        activation.bean(),
                        reply.get().cause(),
                        message.content().size(),
                        waited);
            }
            return reply;
        } finally {
            running = null;
        }
    }

    /** The sender hears the outcome, whatever becomes of the note of it. */
    private void endAttempt(Optional<Reply> reply) {
        try {
            duplicateCheck.end(reply.filter(outcome -> !outcome.isFailure()).isPresent());
        } finally {
            phase.set(reply.isPresent() ? Phase.OVER : Phase.WAITING);
            reply.ifPresent(this::end);
        }
    }

    private void end(Reply reply) {
        try {
            free();
        } finally {
            answer(reply);
        }
    }

    /** On any thread, also on event loops: they must not wait for a disk, nor the sender for a thread that does. */
    private void endUncalled(Reply reply) {
        if (message.content().isInMemory()) {
            end(reply);
            return;
        }
        answer(reply);
        threads.run(this::free).exceptionally(refused -> {
            free();
            return null;
        });
    }

    private void free() {
        try {
            message.content().close();
        } catch (IOException e) {
            messages.contentNotFreed(message, e);
        }
    }

    /** The first answer counts: a bean may come to its end after the adapter has answered for it. */
    private void answer(Reply reply) {
        answer.complete(reply);
    }

    private DeliveryCounters counters() {
        return activation.counters();
    }

    private Moment in(Duration duration) {
        return time.moment().plus(duration);
    }
}
