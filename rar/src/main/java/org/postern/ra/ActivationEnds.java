package org.postern.ra;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.address.Acceptors;
import org.postern.ra.address.Release;
import org.postern.ra.address.SharedAddress;
import org.postern.ra.delivery.Activation;
import org.postern.ra.delivery.Deliveries;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.management.ManagementRegistry;
import org.postern.ra.work.Ending;
import org.postern.ra.work.Errand;

/** How activations end: their addresses, what waits and what is delivered, and the time that this may take. Thread-safe. */
final class ActivationEnds {
    /** The last replies need no longer than this to leave. */
    private static final Duration FAREWELL = Duration.ofSeconds(4);

    private final DrainTime drainTime;
    private final Acceptors acceptors;
    private final Deliveries deliveries;
    private final ManagementRegistry registry;
    private final Time time;
    private final LifeMessages messages;

    /** The ends that some thread is in: the adapter has not stopped before they are over. */
    private final Set<EndUnderWay> underWay = ConcurrentHashMap.newKeySet();

    ActivationEnds(DrainTime drainTime, ActivationServices services) {
        this.drainTime = drainTime;
        this.acceptors = services.acceptors();
        this.deliveries = services.deliveries();
        this.registry = services.registry();
        this.time = services.time();
        this.messages = services.messages();
    }

    /** An activation has begun: the next ends have all of their time. */
    void renewTime() {
        drainTime.renew();
    }

    /** Does something that may end activations, and that a stop waits for. */
    boolean underWay(BooleanSupplier end) {
        EndUnderWay mine = new EndUnderWay();
        underWay.add(mine);
        try {
            return end.getAsBoolean();
        } finally {
            underWay.remove(mine);
            mine.over.complete(null);
        }
    }

    /** Containers give up threads and transactions as soon as the adapter has stopped: what still drains would be rolled back. */
    void await() {
        CompletableFuture<Void> all =
                CompletableFuture.allOf(underWay.stream().map(end -> end.over).toArray(CompletableFuture[]::new));
        time.await(all, remaining(drainTime.until()).plus(FAREWELL).plus(ManagementRegistry.PATIENCE));
    }

    /** Closes and refuses everything first, and then waits for all of it together. */
    void end(Collection<ActivationStatus> statuses, Release release, Ending ending) {
        Moment began = time.moment();
        Moment until = drainTime.begin();
        List<Activation> activations =
                statuses.stream().map(ActivationStatus::activation).toList();
        List<SharedAddress> closed = new ArrayList<>();
        activations.forEach(Activation::close);
        for (Activation activation : activations) {
            ending.step(activation.name() + " (waiting)", () -> deliveries.refuseWaiting(activation));
        }
        for (Activation activation : activations) {
            ending.step(
                    activation.name() + " (addresses)",
                    () -> closed.addAll(acceptors.release(activation, release, ending)));
        }
        List<SharedAddress> addresses = List.copyOf(closed);
        Errand management = registry.away(() -> takeAway(statuses, addresses));
        ending.step("deliveries", () -> {
            Map<Activation, List<String>> left = deliveries.drainAll(activations, remaining(until));
            Duration waited = time.moment().since(began);
            left.forEach((activation, messages) -> this.messages.stuck(activation.name(), waited, messages));
            closed.removeIf(address -> left.keySet().stream().anyMatch(address::isFor));
        });
        Moment now = time.moment();
        Moment farewell = (now.isBefore(until) ? now : until).plus(FAREWELL);
        ending.step("connections", () -> closed.forEach(address -> address.awaitConnections(remaining(farewell))));
        ending.step("management", () -> registry.await(management));
        drainTime.end();
    }

    /** After the addresses are closed, and beside what is waited for: listeners of management beans may hang. */
    private void takeAway(Collection<ActivationStatus> statuses, List<SharedAddress> addresses) {
        Ending ending = new Ending();
        for (SharedAddress address : addresses) {
            ending.step(address.listen() + " (management)", address::takeAwayBeans);
        }
        for (ActivationStatus status : statuses) {
            ending.step(status.getName() + " (management)", status.registration()::close);
        }
        ending.tell(messages);
    }

    private Duration remaining(Moment until) {
        Duration remaining = until.since(time.moment());
        return remaining.isNegative() ? Duration.ZERO : remaining;
    }

    /** Of one thread. */
    private static final class EndUnderWay {
        private final CompletableFuture<Void> over = new CompletableFuture<>();
    }
}
