package org.postern.ra;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkAdapter;
import jakarta.resource.spi.work.WorkEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;
import org.postern.net.ReceivedMessage;
import org.postern.net.ThreadMemory;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/**
 * One message on its way to an activation: waits, runs as a Work, and answers exactly once, whichever way it ends. The
 * content is freed before the answer is given.
 */
final class DeliveryWork extends WorkAdapter implements Work {
    private final ReceivedMessage message;
    private final Activation activation;
    private final Attempt attempt;
    private final Consumer<Reply> answer;
    private final Deliveries deliveries;
    private final Moment waitingUntil;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile @Nullable Running running;
    private volatile boolean scheduled;
    private volatile boolean rejected;

    private record Running(Delivery delivery, Moment until) {}

    DeliveryWork(
            ReceivedMessage message,
            Activation activation,
            Attempt attempt,
            Consumer<Reply> answer,
            Deliveries deliveries,
            Moment waitingUntil) {
        this.message = message;
        this.activation = activation;
        this.attempt = attempt;
        this.answer = answer;
        this.deliveries = deliveries;
        this.waitingUntil = waitingUntil;
    }

    Activation activation() {
        return activation;
    }

    ReceivedMessage message() {
        return message;
    }

    boolean hasWaitedTooLong(Moment now) {
        return waitingUntil.isBefore(now);
    }

    /** The container has accepted the Work. Tells whether it has not rejected it all the same. */
    boolean scheduled() {
        scheduled = true;
        return !rejected;
    }

    @Override
    public void run() {
        Optional<Reply> reply = Optional.of(Replies.notDelivered(message.id()));
        try {
            reply = attempt.replyInstead(message);
            if (reply.isEmpty()) {
                reply = deliver();
            }
        } finally {
            attempt.end(reply.filter(outcome -> !outcome.isFailure()).isPresent());
            if (reply.isPresent()) {
                end(reply.get());
                deliveries.ended(this);
            } else {
                deliveries.postpone(this);
            }
            ThreadMemory.clear();
        }
    }

    private Optional<Reply> deliver() {
        Delivery delivery = deliveries.delivery(this);
        running = new Running(delivery, deliveries.timeout(activation));
        return delivery.deliver();
    }

    /** The same message once more; this one has ended, whatever the container says of it later. */
    DeliveryWork again() {
        ended.set(true);
        return new DeliveryWork(message, activation, attempt, answer, deliveries, waitingUntil);
    }

    /**
     * Answers for a bean that takes too long, if its transaction can still be kept from committing. It goes on meanwhile,
     * with its content.
     */
    void timeOut(Moment now) {
        Running current = running;
        if (current != null
                && current.until().isBefore(now)
                && current.delivery().abandon()) {
            deliveries.timedOut(message, activation);
            answer(Replies.notDelivered(message.id()));
        }
    }

    /** Ends a delivery that never ran. */
    void refuse() {
        end(Replies.busy(message.id()));
    }

    /** The container found no thread. Some servers say so here, others when the Work is said to be complete. */
    @Override
    public void workRejected(WorkEvent event) {
        rejected = true;
        refuse();
        // While the container is still being asked, whoever asks will see it.
        if (scheduled) {
            deliveries.ended(this);
        }
    }

    @Override
    public void workCompleted(WorkEvent event) {
        if (event.getException() != null) {
            workRejected(event);
        }
    }

    /** Containers call this when they like; a delivery ends by itself. */
    @Override
    public void release() {}

    private void end(Reply reply) {
        if (ended.compareAndSet(false, true)) {
            try {
                message.content().close();
            } catch (IOException e) {
                deliveries.contentNotFreed(message, e);
            }
            answer(reply);
        }
    }

    private void answer(Reply reply) {
        if (answered.compareAndSet(false, true)) {
            answer.accept(reply);
        }
    }
}
