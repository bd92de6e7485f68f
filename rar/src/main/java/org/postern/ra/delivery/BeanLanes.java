package org.postern.ra.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.identity.SecurityInflow;
import org.postern.ra.work.ContainerTask;
import org.postern.ra.work.WorkSubmitter;

/**
 * Admits what wants to be with a bean, for each on its own: so many at once, messages and questions together, so many
 * waiting, so long. A slow bean keeps no other waiting. Admission is decided here and not by the WorkManager, because
 * containers report a rejection late, or queue without end. Thread-safe; the lock is held for a few instructions.
 */
public final class BeanLanes {
    private final WorkSubmitter container;
    private final SecurityInflow inflow;
    private final Time time;
    private final Map<Activation, BeanLane> lanes = new LinkedHashMap<>();

    public BeanLanes(WorkSubmitter container, SecurityInflow inflow, Time time) {
        this.container = container;
        this.inflow = inflow;
        this.time = time;
    }

    /** Takes a place, or waits for one. Does not block. Tells whether it was admitted; if not, nothing becomes of it. */
    boolean admit(BeanWork work) {
        return admit(work, BeanLane::queue);
    }

    /** The same for what goes on with a message that was admitted: that many wait is no reason to refuse it. */
    boolean admitNext(BeanWork work) {
        return admit(work, BeanLane::queueNext);
    }

    private boolean admit(BeanWork work, BiPredicate<BeanLane, BeanWork> queue) {
        boolean start;
        synchronized (this) {
            // Looked at with the lock held: what is queued before the bean is paused, refuseWaiting() finds.
            if (!work.activation().takesMail()) {
                return false;
            }
            BeanLane lane = lanes.computeIfAbsent(work.activation(), one -> new BeanLane(one.limits()));
            start = lane.start(work);
            if (!start && !queue.test(lane, work)) {
                return false;
            }
        }
        if (start) {
            start(work);
        }
        return true;
    }

    /** Answers those that take too long, and sees whether instances are free again. To be called now and then. */
    public void settle() {
        Moment now = time.moment();
        all().forEach(work -> work.expire(now));
        List<BeanWork> next = new ArrayList<>();
        synchronized (this) {
            for (BeanLane lane : lanes.values()) {
                lane.forgetThoseThatAreOver();
                next.addAll(lane.nextOnes());
            }
            // One that was left with nothing but messages that waited in vain would keep its application alive.
            lanes.values().removeIf(BeanLane::isEmpty);
        }
        next.forEach(this::start);
    }

    /** Answers those that still wait for an activation which takes no mail any more. */
    void refuseWaiting(Activation activation) {
        List<BeanWork> waiting;
        synchronized (this) {
            BeanLane lane = lanes.get(activation);
            waiting = lane == null ? List.of() : lane.removeWaiting();
        }
        waiting.forEach(BeanWork::refuse);
    }

    /**
     * Waits until nothing is with any of these activations any more: all of them have this time together. What is left then
     * is kept from committing, as far as that can be done.
     *
     * @return what is still with an activation when the time is over, in the order given; nothing for those that have none
     */
    Map<Activation, List<String>> drainAll(Collection<Activation> activations, Duration atMost) {
        time.await(drained(activations), atMost);
        left(activations, BeanLane::running).values().forEach(works -> works.forEach(BeanWork::abandon));
        Map<Activation, List<String>> ids = new LinkedHashMap<>();
        left(activations, BeanLane::withBean)
                .forEach((activation, works) ->
                        ids.put(activation, works.stream().map(BeanWork::id).toList()));
        return ids;
    }

    /** How many of those with an activation are such. */
    synchronized int running(Activation activation, Predicate<BeanWork> such) {
        BeanLane lane = lanes.get(activation);
        return lane == null ? 0 : (int) lane.running().stream().filter(such).count();
    }

    /** How many of those that wait for an activation are such. */
    public synchronized int waiting(Activation activation, Predicate<BeanWork> such) {
        BeanLane lane = lanes.get(activation);
        return lane == null ? 0 : (int) lane.waiting().filter(such).count();
    }

    /** How many beans have something under way. */
    public synchronized int beans() {
        return lanes.size();
    }

    private synchronized List<BeanWork> all() {
        List<BeanWork> all = new ArrayList<>();
        for (BeanLane lane : lanes.values()) {
            all.addAll(lane.running());
            lane.waiting().forEach(all::add);
        }
        return all;
    }

    private synchronized CompletableFuture<Void> drained(Collection<Activation> activations) {
        return CompletableFuture.allOf(activations.stream()
                .map(lanes::get)
                .filter(lane -> lane != null)
                .map(BeanLane::drained)
                .toArray(CompletableFuture[]::new));
    }

    private synchronized Map<Activation, List<BeanWork>> left(
            Collection<Activation> activations, Function<BeanLane, List<BeanWork>> which) {
        Map<Activation, List<BeanWork>> left = new LinkedHashMap<>();
        for (Activation activation : activations) {
            BeanLane lane = lanes.get(activation);
            List<BeanWork> works = lane == null ? List.of() : which.apply(lane);
            if (!works.isEmpty()) {
                left.put(activation, works);
            }
        }
        return left;
    }

    private synchronized void begun(BeanWork work) {
        BeanLane lane = lanes.get(work.activation());
        if (lane != null) {
            lane.begun(work);
        }
    }

    /** The user who has sent the message is the caller of its bean. */
    private void start(BeanWork work) {
        container.submit(new Place(work), inflow.contexts(work.user()));
    }

    /** It is over, or never ran: the next one can have its place. */
    private void ended(BeanWork work) {
        replace(work).ifPresent(this::start);
    }

    /** The bean has no instance left: this one waits until another is over. */
    private void postpone(BeanWork work) {
        synchronized (this) {
            BeanLane lane = lanes.get(work.activation());
            if (lane != null && work.activation().takesMail()) {
                lane.postpone(work);
                return;
            }
        }
        work.refuse();
        ended(work);
    }

    private synchronized Optional<BeanWork> replace(BeanWork work) {
        BeanLane lane = lanes.get(work.activation());
        if (lane == null) {
            return Optional.empty();
        }
        Optional<BeanWork> next = lane.replace(work);
        if (lane.isEmpty()) {
            lanes.remove(work.activation());
        }
        return next;
    }

    /** One place of a bean, for as long as the container needs. */
    private final class Place implements ContainerTask {
        private final BeanWork work;

        Place(BeanWork work) {
            this.work = work;
        }

        @Override
        public void run() {
            begun(work);
            boolean over = true;
            try {
                over = work.run();
            } finally {
                if (over) {
                    ended(work);
                } else {
                    postpone(work);
                }
            }
            work.afterwards();
        }

        @Override
        public void notRun(Throwable why) {
            try {
                work.notRun(why);
            } finally {
                ended(work);
            }
        }
    }
}
