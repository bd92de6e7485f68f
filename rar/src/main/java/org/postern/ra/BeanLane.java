package org.postern.ra;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is under way to one bean: messages and questions share its instances. Where both wait they take turns, so that
 * neither a flood of messages keeps senders waiting at their recipients, nor the other way round. Guarded by
 * {@link BeanLanes}.
 */
final class BeanLane {
    private final Supplier<DeliveryLimits> limits;
    private final Set<BeanWork> running = new LinkedHashSet<>();
    private final Deque<BeanWork> messages = new ArrayDeque<>();

    /** As many as there are connections, at most: each has one question at a time. */
    private final Deque<BeanWork> questions = new ArrayDeque<>();

    private final List<CompletableFuture<Void>> drains = new ArrayList<>();
    private boolean messageWasLast;

    /**
     * Begins with nothing.
     *
     * @param limits at any moment
     */
    BeanLane(Supplier<DeliveryLimits> limits) {
        this.limits = limits;
    }

    /** Takes a place at once, but never before others that wait. */
    boolean start(BeanWork work) {
        return waiting().findAny().isEmpty() && hasPlace() && begin(work);
    }

    boolean queue(BeanWork work) {
        boolean room = !work.isMessage() || messages.size() < limits.get().waiting();
        return room && queueOf(work).add(work);
    }

    /** The bean has no instance left: back to the head of the queue. */
    void postpone(BeanWork work) {
        leave(work);
        queueOf(work).addFirst(work);
    }

    /** Gives the place of one to the next. */
    Optional<BeanWork> replace(BeanWork work) {
        leave(work);
        return next();
    }

    /** The next one, if there is a place. */
    Optional<BeanWork> next() {
        BeanWork next = hasPlace() ? poll() : null;
        return next != null && begin(next) ? Optional.of(next) : Optional.empty();
    }

    /** Nobody waits any more. */
    List<BeanWork> removeWaiting() {
        List<BeanWork> removed = waiting().toList();
        messages.clear();
        questions.clear();
        return removed;
    }

    void forgetThoseThatAreOver() {
        messages.removeIf(BeanWork::isOver);
        questions.removeIf(BeanWork::isOver);
    }

    /** Completes when nothing is with the bean any more. */
    CompletableFuture<Void> drained() {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        if (running.isEmpty()) {
            drained.complete(null);
        } else {
            drains.add(drained);
        }
        return drained;
    }

    List<BeanWork> running() {
        return List.copyOf(running);
    }

    Stream<BeanWork> waiting() {
        return Stream.concat(messages.stream(), questions.stream());
    }

    boolean isEmpty() {
        return running.isEmpty() && messages.isEmpty() && questions.isEmpty();
    }

    private boolean begin(BeanWork work) {
        messageWasLast = work.isMessage();
        return running.add(work);
    }

    private void leave(BeanWork work) {
        running.remove(work);
        if (running.isEmpty()) {
            drains.forEach(drained -> drained.complete(null));
            drains.clear();
        }
    }

    private @Nullable BeanWork poll() {
        Deque<BeanWork> first = messageWasLast ? questions : messages;
        Deque<BeanWork> second = messageWasLast ? messages : questions;
        return first.isEmpty() ? second.poll() : first.poll();
    }

    private Deque<BeanWork> queueOf(BeanWork work) {
        return work.isMessage() ? messages : questions;
    }

    private boolean hasPlace() {
        return running.size() < limits.get().concurrent();
    }
}
