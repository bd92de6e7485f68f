package org.postern.ra;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.postern.net.EventLoops;
import org.postern.net.MailTransaction;
import org.postern.smtp.Recipient;
import org.postern.smtp.Reply;

/**
 * Asks beans about recipients: each about so many at once as it may have messages, the others in their turn. A connection
 * has one question at a time, so the connections limit how many wait. Thread-safe.
 */
final class Inquiries {
    private final WorkManager workManager;
    private final SecurityInflow inflow;
    private final EventLoops loops;
    private final Messages messages;
    private final Map<Activation, Lane> lanes = new LinkedHashMap<>();

    private static final class Lane {
        private int running;
        private final Set<RecipientWork> waiting = new LinkedHashSet<>();

        private Optional<RecipientWork> next() {
            Optional<RecipientWork> first = waiting.stream().findFirst();
            first.ifPresent(waiting::remove);
            return first;
        }
    }

    Inquiries(WorkManager workManager, SecurityInflow inflow, EventLoops loops, Messages messages) {
        this.workManager = workManager;
        this.inflow = inflow;
        this.loops = loops;
        this.messages = messages;
    }

    /** Why a bean refuses a recipient, or empty if it does not. Does not block, and is answered in time. */
    CompletableFuture<Optional<Reply>> ask(Activation activation, MailTransaction transaction, Recipient recipient) {
        if (!activation.isRecipientAware()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        RecipientWork work = new RecipientWork(new Inquiry(transaction, recipient), activation, messages);
        Future<?> deadline = loops.after(activation.config().deliveries().recipientTimeout(), work::giveUp);
        boolean start;
        synchronized (this) {
            Lane lane = lanes.computeIfAbsent(activation, absent -> new Lane());
            start = lane.running < activation.config().deliveries().concurrent();
            if (start) {
                lane.running++;
            } else {
                lane.waiting.add(work);
            }
        }
        if (start) {
            start(work);
        }
        return work.answer().whenComplete((answer, failure) -> {
            deadline.cancel(false);
            forget(work);
        });
    }

    /** How many wait for their turn. */
    synchronized int waiting() {
        return lanes.values().stream().mapToInt(lane -> lane.waiting.size()).sum();
    }

    /** Whoever was given up does not wait any more: behind a bean that hangs there would be more and more of them. */
    private synchronized void forget(RecipientWork work) {
        Lane lane = lanes.get(work.activation());
        if (lane != null) {
            lane.waiting.remove(work);
        }
    }

    private void start(RecipientWork first) {
        Optional<RecipientWork> next = Optional.of(first);
        while (next.isPresent()) {
            RecipientWork work = next.get();
            try {
                workManager.scheduleWork(new ContextualWork(new Turn(work, this), inflow.contexts(work.user())));
                return;
            } catch (WorkException | RuntimeException e) {
                messages.noThread(e);
                work.giveUp();
                next = ended(work.activation());
            }
        }
    }

    /** Gives the place to the next that still waits for an answer. */
    private synchronized Optional<RecipientWork> ended(Activation activation) {
        Lane lane = lanes.get(activation);
        if (lane == null) {
            return Optional.empty();
        }
        Optional<RecipientWork> next = lane.next();
        if (next.isEmpty() && --lane.running == 0) {
            lanes.remove(activation);
        }
        return next;
    }

    /** One question on a thread of the container's; then it is the next one's turn. */
    private record Turn(RecipientWork work, Inquiries inquiries) implements Work {
        @Override
        public void run() {
            try {
                work.run();
            } finally {
                inquiries.ended(work.activation()).ifPresent(inquiries::start);
            }
        }

        /** Containers call this when they like; an inquiry ends by itself. */
        @Override
        public void release() {}
    }
}
