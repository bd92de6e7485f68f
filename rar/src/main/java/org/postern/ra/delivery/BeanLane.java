package org.postern.ra.delivery;

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
import org.postern.ra.config.DeliveryLimits;

/**
 * What is under way to one bean: messages and questions share its instances. Where both wait they take turns, so that
 * neither a flood of messages keeps senders waiting at their recipients, nor the other way round. Guarded by
 * {@link BeanLanes}.
 */
final class BeanLane {
    private final Supplier<DeliveryLimits> limits;
    private final Set<BeanWork> running = new LinkedHashSet<>();

    /** Those of them that the container has taken and not begun yet. */
    private final Set<BeanWork> notBegun = new LinkedHashSet<>();

    private final Deque<BeanWork> messages = new ArrayDeque<>();

    /** As many as there are connections, at most: each has one question at a time. */
    private final Deque<BeanWork> questions = new ArrayDeque<>();

    private final List<CompletableFuture<Void>> drains = new ArrayList<>();
    private boolean messageWasLast;

    /** So many get a place at the next look: few after the bean had no instance left, and twice as many each time. */
    private int atOnce = Integer.MAX_VALUE;

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
        return room && queueNext(work);
    }

    /** It goes on with what was admitted already: of each such message one waits, or is with the bean. */
    boolean queueNext(BeanWork work) {
        return queueOf(work).add(work);
    }

    /** The bean has no instance left: back to the head of the queue. */
    void postpone(BeanWork work) {
        leave(work);
        queueOf(work).addFirst(work);
        atOnce = 1;
    }

    /** The container has come to it. */
    void begun(BeanWork work) {
        notBegun.remove(work);
    }

    /** Gives the place of one to the next. */
    Optional<BeanWork> replace(BeanWork work) {
        leave(work);
        return next();
    }

    /** As many of those that wait as there are places for, or instances, as far as that is known. */
    List<BeanWork> nextOnes() {
        List<BeanWork> started = new ArrayList<>();
        Optional<BeanWork> next = next();
        while (next.isPresent()) {
            started.add(next.get());
            next = started.size() < atOnce ? next() : Optional.empty();
        }
        atOnce = atOnce > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : 2 * atOnce;
        return started;
    }

    private Optional<BeanWork> next() {
        BeanWork next = hasPlace() ? poll() : null;
        return next != null && begin(next) ? Optional.of(next) : Optional.empty();
    }

    /** Takes out all that wait. */
    List<BeanWork> removeWaiting() {
        List<BeanWork> removed = waiting().toList();
        messages.clear();
        questions.clear();
        return removed;
    }

    /** Also those that were given to the container and answered before it came to them: it may never do so. */
    void forgetThoseThatAreOver() {
        messages.removeIf(BeanWork::isOver);
        questions.removeIf(BeanWork::isOver);
        notBegun.stream().filter(BeanWork::isOver).toList().forEach(this::leave);
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

    /** Those of them that the bean may have. */
    List<BeanWork> withBean() {
        return running.stream().filter(work -> !notBegun.contains(work)).toList();
    }

    Stream<BeanWork> waiting() {
        return Stream.concat(messages.stream(), questions.stream());
    }

    boolean isEmpty() {
        return running.isEmpty() && messages.isEmpty() && questions.isEmpty();
    }

    private boolean begin(BeanWork work) {
        messageWasLast = work.isMessage();
        notBegun.add(work);
        return running.add(work);
    }

    private void leave(BeanWork work) {
        running.remove(work);
        notBegun.remove(work);
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
