package org.postern.ra;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** What is under way to one bean. Guarded by {@link Deliveries}. */
final class DeliveryLane {
    private final DeliveryLimits limits;
    private final Set<DeliveryWork> running = new LinkedHashSet<>();
    private final Deque<DeliveryWork> waiting = new ArrayDeque<>();
    private final List<CompletableFuture<Void>> waitingForIdle = new ArrayList<>();

    DeliveryLane(DeliveryLimits limits) {
        this.limits = limits;
    }

    /** Takes a place at once, but never before others that wait. */
    boolean start(DeliveryWork work) {
        return waiting.isEmpty() && hasPlace() && running.add(work);
    }

    boolean queue(DeliveryWork work) {
        return waiting.size() < limits.waiting() && waiting.add(work);
    }

    /** The bean has no instance left: back to the head of the queue. */
    void postpone(DeliveryWork work, DeliveryWork again) {
        running.remove(work);
        waiting.addFirst(again);
        tellIfIdle();
    }

    /** Gives the place of one to the next. Containers may say twice that one is over: that is one place, not two. */
    Optional<DeliveryWork> replace(DeliveryWork work) {
        Optional<DeliveryWork> next = running.remove(work) ? next() : Optional.empty();
        tellIfIdle();
        return next;
    }

    /** The next one, if there is a place. */
    Optional<DeliveryWork> next() {
        Optional<DeliveryWork> next = hasPlace() ? Optional.ofNullable(waiting.poll()) : Optional.empty();
        next.ifPresent(running::add);
        return next;
    }

    List<DeliveryWork> removeWaiting(Predicate<DeliveryWork> condition) {
        List<DeliveryWork> removed =
                new ArrayList<>(waiting.stream().filter(condition).toList());
        waiting.removeAll(removed);
        return removed;
    }

    List<DeliveryWork> running() {
        return List.copyOf(running);
    }

    int waiting() {
        return waiting.size();
    }

    /** Happens when nothing runs, now or later. Whoever waits for it must not act on the thread that completes it. */
    CompletableFuture<Void> idle() {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        waitingForIdle.add(idle);
        tellIfIdle();
        return idle;
    }

    private void tellIfIdle() {
        if (running.isEmpty()) {
            waitingForIdle.forEach(one -> one.complete(null));
            waitingForIdle.clear();
        }
    }

    boolean isEmpty() {
        return running.isEmpty() && waiting.isEmpty();
    }

    private boolean hasPlace() {
        return running.size() < limits.concurrent();
    }
}
