package org.postern.ra;

import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.postern.net.ReceivedMessage;
import org.postern.smtp.Reply;

/**
 * Admits deliveries: so many at once, so many waiting, so long. Admission is decided here and not by the WorkManager,
 * because containers report a rejection late, or queue without end. Thread-safe; the lock is held for a few instructions.
 */
final class Deliveries {
    private final WorkManager workManager;
    private final TransactionSynchronizationRegistry transactions;
    private final AdapterConfig config;
    private final Clock clock;
    private final Messages messages;
    private final Set<DeliveryWork> running = new HashSet<>();
    private final Deque<DeliveryWork> waiting = new ArrayDeque<>();

    Deliveries(
            WorkManager workManager,
            TransactionSynchronizationRegistry transactions,
            AdapterConfig config,
            Clock clock,
            Messages messages) {
        this.workManager = workManager;
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
        this.messages = messages;
    }

    /** Takes a message for an activation. Does not block; the answer comes when the outcome is known. */
    void submit(ReceivedMessage message, Activation activation, Consumer<Reply> answer) {
        DeliveryWork work = new DeliveryWork(
                message, activation, answer, this, clock.instant().plus(config.deliveryWait()));
        boolean start;
        boolean queued = false;
        synchronized (this) {
            start = running.size() < config.maxConcurrentDeliveries();
            if (start) {
                running.add(work);
            } else if (waiting.size() < config.maxWaitingDeliveries()) {
                queued = waiting.add(work);
            }
        }
        if (start) {
            startOrReplace(Optional.of(work));
        } else if (!queued) {
            messages.overloaded(message, "more than " + Property.MAX_WAITING_DELIVERIES.beanName() + " messages wait");
            work.refuse();
        }
    }

    /** Answers those that have waited too long. To be called now and then. */
    void refuseOverdue() {
        Instant now = clock.instant();
        for (DeliveryWork work : removeWaiting(work -> work.hasWaitedTooLong(now))) {
            messages.overloaded(
                    work.message(), "it has waited longer than " + Property.DELIVERY_WAIT_SECONDS.beanName());
            work.refuse();
        }
    }

    /** Answers those that still wait for an activation which is going away. */
    void refuseWaiting(Activation activation) {
        removeWaiting(work -> work.activation() == activation).forEach(DeliveryWork::refuse);
    }

    /**
     * Waits until nothing is delivered to an activation any more.
     *
     * @return the ids of the messages that are still with it when the time is over
     */
    synchronized List<String> drain(Activation activation) {
        long end = System.nanoTime() + config.drainTimeout().toNanos();
        List<String> left = with(activation);
        try {
            for (long millis = 1; !left.isEmpty() && millis > 0; left = with(activation)) {
                millis = (end - System.nanoTime()) / 1_000_000;
                if (millis > 0) {
                    wait(millis);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return left;
    }

    Reply deliver(DeliveryWork work) {
        return new Delivery(work.message(), work.activation(), transactions, messages).deliver();
    }

    /** A delivery is over, or never ran: the next one can have its place. Can be told more than once. */
    void ended(DeliveryWork work) {
        startOrReplace(replace(work));
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
            workManager.scheduleWork(work, WorkManager.INDEFINITE, null, work);
            return work.scheduled();
        } catch (WorkException | RuntimeException e) {
            messages.overloaded(work.message(), "the container's WorkManager refuses work: " + e.getMessage());
            work.refuse();
            return false;
        }
    }

    /** Containers may report one refusal to the listener and to the caller: that is one place, not two. */
    private synchronized Optional<DeliveryWork> replace(DeliveryWork work) {
        if (!running.remove(work)) {
            return Optional.empty();
        }
        Optional<DeliveryWork> next = Optional.ofNullable(waiting.poll());
        next.ifPresent(running::add);
        notifyAll();
        return next;
    }

    private synchronized List<DeliveryWork> removeWaiting(Predicate<DeliveryWork> condition) {
        List<DeliveryWork> removed =
                new ArrayList<>(waiting.stream().filter(condition).toList());
        waiting.removeAll(removed);
        return removed;
    }

    private List<String> with(Activation activation) {
        return running.stream()
                .filter(work -> work.activation() == activation)
                .map(work -> work.message().id())
                .toList();
    }
}
