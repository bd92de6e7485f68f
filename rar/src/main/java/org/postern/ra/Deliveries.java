package org.postern.ra;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.postern.net.Moment;
import org.postern.net.ReceivedMessage;
import org.postern.net.Time;
import org.postern.smtp.Reply;

/**
 * Admits deliveries, for each bean on its own: so many at once, so many waiting, so long. A slow bean keeps nobody else
 * waiting. Admission is decided here and not by the WorkManager, because containers report a rejection late, or queue
 * without end. Thread-safe; the lock is held for a few instructions.
 */
final class Deliveries {
    private final WorkManager workManager;
    private final TransactionSynchronizationRegistry transactions;
    private final SecurityInflow inflow;
    private final Duration drainTimeout;
    private final DuplicateMemory memory;
    private final Time time;
    private final Messages messages;
    private final Map<Activation, DeliveryLane> lanes = new LinkedHashMap<>();

    Deliveries(
            WorkManager workManager,
            TransactionSynchronizationRegistry transactions,
            SecurityInflow inflow,
            Duration drainTimeout,
            DuplicateMemory memory,
            Time time,
            Messages messages) {
        this.workManager = workManager;
        this.transactions = transactions;
        this.inflow = inflow;
        this.drainTimeout = drainTimeout;
        this.memory = memory;
        this.time = time;
        this.messages = messages;
    }

    /** For a message that is about to be given to an activation. */
    Attempt attempt(Activation activation) {
        return new Attempt(activation.name(), memory, messages);
    }

    /** Takes a message for an activation. Does not block; the answer comes when the outcome is known. */
    void submit(ReceivedMessage message, Activation activation, Attempt attempt, Consumer<Reply> answer) {
        Moment until = time.moment().plus(activation.config().deliveries().waitingTime());
        DeliveryWork work = new DeliveryWork(message, activation, attempt, answer, this, until);
        boolean start;
        boolean queued;
        synchronized (this) {
            DeliveryLane lane = lanes.computeIfAbsent(
                    activation, one -> new DeliveryLane(one.config().deliveries()));
            // Looked at with the lock held: what is queued before the bean is paused, refuseWaiting() finds.
            boolean taken = activation.takesMail();
            start = taken && lane.start(work);
            queued = taken && !start && lane.queue(work);
        }
        if (start) {
            startOrReplace(Optional.of(work));
        } else if (!queued) {
            messages.overloaded(
                    message,
                    activation.takesMail()
                            ? "more than " + Property.MAX_WAITING_DELIVERIES.beanName() + " messages wait for "
                                    + activation.bean()
                            : activation.bean() + " is paused or going away");
            work.refuse();
        }
    }

    /** Answers those that take too long, and sees whether instances are free again. To be called now and then. */
    void settle() {
        Moment now = time.moment();
        List<DeliveryWork> overdue = new ArrayList<>();
        List<DeliveryWork> running = new ArrayList<>();
        List<DeliveryWork> next = new ArrayList<>();
        synchronized (this) {
            for (DeliveryLane lane : lanes.values()) {
                overdue.addAll(lane.removeWaiting(work -> work.hasWaitedTooLong(now)));
                running.addAll(lane.running());
                lane.next().ifPresent(next::add);
            }
            // One that was left with nothing but messages that waited in vain would keep its application alive.
            lanes.values().removeIf(DeliveryLane::isEmpty);
        }
        for (DeliveryWork work : overdue) {
            messages.overloaded(
                    work.message(),
                    "it has waited for " + work.activation().bean() + " longer than "
                            + Property.DELIVERY_WAIT_SECONDS.beanName()
                            + ". If the bean is not slow its pool is too small");
            work.refuse();
        }
        running.forEach(work -> work.timeOut(now));
        next.forEach(work -> startOrReplace(Optional.of(work)));
    }

    /** Answers those that still wait for an activation which takes no mail any more. */
    void refuseWaiting(Activation activation) {
        List<DeliveryWork> waiting;
        synchronized (this) {
            DeliveryLane lane = lanes.get(activation);
            waiting = lane == null ? List.of() : lane.removeWaiting(work -> true);
        }
        waiting.forEach(DeliveryWork::refuse);
    }

    /**
     * Waits until nothing is delivered to an activation any more.
     *
     * @return the ids of the messages that are still with it when the time is over
     */
    List<String> drain(Activation activation) {
        return drainAll(List.of(activation), drainTimeout).getOrDefault(activation, List.of());
    }

    /**
     * Waits until nothing is delivered to any of these activations any more: all of them have this time together.
     *
     * @return the ids of the messages that are still with an activation when the time is over, in the order given;
     *     nothing for those that have none
     */
    Map<Activation, List<String>> drainAll(Collection<Activation> activations, Duration atMost) {
        CompletableFuture<?>[] idle = activations.stream().map(this::idle).toArray(CompletableFuture[]::new);
        time.await(CompletableFuture.allOf(idle), atMost);
        synchronized (this) {
            return with(activations);
        }
    }

    /** Happens when an activation has no message. */
    private synchronized CompletableFuture<Void> idle(Activation activation) {
        DeliveryLane lane = lanes.get(activation);
        return lane == null ? CompletableFuture.completedFuture(null) : lane.idle();
    }

    /** How many messages are with an activation. */
    synchronized int running(Activation activation) {
        return with(activation).size();
    }

    /** How many messages wait for an activation. */
    synchronized int waiting(Activation activation) {
        DeliveryLane lane = lanes.get(activation);
        return lane == null ? 0 : lane.waiting();
    }

    /** How many have something under way. */
    synchronized int beans() {
        return lanes.size();
    }

    Delivery delivery(DeliveryWork work) {
        return new Delivery(work.message(), work.activation(), transactions, messages);
    }

    /** When a delivery that begins now has taken too long. */
    Moment timeout(Activation activation) {
        return time.moment().plus(activation.config().deliveries().timeout());
    }

    /** A delivery is over, or never ran: the next one can have its place. Can be told more than once. */
    void ended(DeliveryWork work) {
        startOrReplace(replace(work));
    }

    /** The bean has no instance left: this one waits until another is over. */
    void postpone(DeliveryWork work) {
        DeliveryWork again = work.again();
        synchronized (this) {
            DeliveryLane lane = lanes.get(work.activation());
            if (lane != null && work.activation().takesMail()) {
                lane.postpone(work, again);
                return;
            }
        }
        again.refuse();
        ended(work);
    }

    void timedOut(ReceivedMessage message, Activation activation) {
        messages.timedOut(
                message, activation.bean(), activation.config().deliveries().timeout());
    }

    void contentNotFreed(ReceivedMessage message, Throwable cause) {
        messages.contentNotFreed(message, cause);
    }

    /** Not a recursion: a container that has no threads refuses all that wait, one after the other. */
    private void startOrReplace(Optional<DeliveryWork> first) {
        Optional<DeliveryWork> next = first;
        while (next.isPresent() && !starts(next.get())) {
            next = replace(next.get());
        }
    }

    private boolean starts(DeliveryWork work) {
        try {
            // Whoever has sent the message is the caller of its bean.
            Work inContext =
                    new ContextualWork(work, inflow.contexts(work.message().user()));
            workManager.scheduleWork(inContext, WorkManager.INDEFINITE, null, work);
            return work.scheduled();
        } catch (WorkException | RuntimeException e) {
            messages.overloaded(work.message(), "the container's WorkManager refuses work: " + e.getMessage());
            work.refuse();
            return false;
        }
    }

    private synchronized Optional<DeliveryWork> replace(DeliveryWork work) {
        DeliveryLane lane = lanes.get(work.activation());
        if (lane == null) {
            return Optional.empty();
        }
        Optional<DeliveryWork> next = lane.replace(work);
        if (lane.isEmpty()) {
            lanes.remove(work.activation());
        }
        return next;
    }

    private Map<Activation, List<String>> with(Collection<Activation> activations) {
        Map<Activation, List<String>> busy = new LinkedHashMap<>();
        for (Activation activation : activations) {
            List<String> messages = with(activation);
            if (!messages.isEmpty()) {
                busy.put(activation, messages);
            }
        }
        return busy;
    }

    private List<String> with(Activation activation) {
        DeliveryLane lane = lanes.get(activation);
        return lane == null
                ? List.of()
                : lane.running().stream().map(work -> work.message().id()).toList();
    }
}
