package org.postern.ra;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What is under way to one bean. Guarded by {@link Deliveries}. */
final class DeliveryLane {
    private final DeliveryLimits limits;
    private final Set<DeliveryWork> running = new HashSet<>();
    private final Deque<DeliveryWork> waiting = new ArrayDeque<>();

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
    }

    /** Gives the place of one to the next. Containers may say twice that one is over: that is one place, not two. */
    Optional<DeliveryWork> replace(DeliveryWork work) {
        return running.remove(work) ? next() : Optional.empty();
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

    boolean isEmpty() {
        return running.isEmpty() && waiting.isEmpty();
    }

    private boolean hasPlace() {
        return running.size() < limits.concurrent();
    }
}
