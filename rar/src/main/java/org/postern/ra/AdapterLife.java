package org.postern.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.ra.log.LifeMessages;

/**
 * The starts and stops of one adapter object, which a container may call in the middle of one another: what has started is
 * stopped, and what was activated before the start begins with it. Thread-safe; nothing is started or stopped with the lock held.
 */
final class AdapterLife {
    /** What there is to start. */
    @FunctionalInterface
    interface Start {
        RunningAdapter begin() throws ResourceAdapterInternalException;
    }

    private final ActivationHandover place;
    private final Supplier<LifeMessages> messages;

    /** Activations that came while nothing ran. */
    private final List<OrphanedActivation> early = new ArrayList<>();

    /** The start that is under way, unless the adapter was stopped since. */
    private @Nullable Object starting;

    private @Nullable RunningAdapter running;
    private boolean over;

    /**
     * Not started yet.
     *
     * @param messages those of no running adapter
     */
    AdapterLife(ActivationHandover place, Supplier<LifeMessages> messages) {
        this.place = place;
        this.messages = messages;
    }

    /**
     * Starts, and goes on with what was activated before.
     *
     * @throws ResourceAdapterInternalException also if the adapter runs already, or was stopped meanwhile
     */
    void start(Start start) throws ResourceAdapterInternalException {
        Object mine = new Object();
        synchronized (this) {
            if (starting != null || running != null) {
                throw new ResourceAdapterInternalException("The resource adapter is started already");
            }
            starting = mine;
        }
        RunningAdapter started;
        try {
            started = start.begin();
        } catch (ResourceAdapterInternalException | RuntimeException | Error e) {
            end(mine);
            throw e;
        }
        if (!begin(mine, started)) {
            started.stop();
            throw new ResourceAdapterInternalException("The resource adapter was stopped meanwhile");
        }
    }

    /** Gives whether the start was not overtaken by a stop. */
    private boolean begin(Object start, RunningAdapter started) {
        List<OrphanedActivation> waiting;
        synchronized (this) {
            if (starting != start) {
                return false;
            }
            starting = null;
            running = started;
            over = false;
            waiting = List.copyOf(early);
            early.clear();
        }
        started.activations().takeOver(waiting);
        return true;
    }

    private synchronized void end(Object start) {
        if (starting == start) {
            starting = null;
        }
    }

    /** Stops what runs. A start that is under way does that itself. */
    void stop() {
        RunningAdapter ended = takeRunning();
        if (ended != null) {
            ended.stop();
        }
    }

    private synchronized @Nullable RunningAdapter takeRunning() {
        RunningAdapter taken = running;
        over |= taken != null;
        running = null;
        starting = null;
        return taken;
    }

    /**
     * Begins an activation. While nothing runs it waits for the start: WildFly activates once more what has failed, and ends if that
     * throws.
     */
    void activate(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        RunningAdapter current = running();
        if (current == null) {
            current = runningUnlessItWaits(new OrphanedActivation(
                    String.valueOf(factory.getActivationName()),
                    ApplicationName.current(),
                    new WeakReference<>(factory),
                    spec));
        }
        if (current != null) {
            current.activations().activate(factory, spec);
        }
    }

    private @Nullable RunningAdapter runningUnlessItWaits(OrphanedActivation activation) {
        synchronized (this) {
            if (running != null) {
                return running;
            }
            early.add(activation);
        }
        messages.get().activatedWhileStopped(activation.name());
        return null;
    }

    /** Ends an activation. The next adapter does not go on with it either. */
    void deactivate(MessageEndpointFactory factory, ActivationSpec spec) {
        RunningAdapter current;
        synchronized (this) {
            early.removeIf(activation -> activation.isOf(factory, spec));
            current = running;
        }
        if (current == null) {
            place.forget(factory, spec);
        } else {
            current.activations().deactivate(factory, spec);
        }
    }

    /** Whether it has stopped and not been started again. */
    synchronized boolean isOver() {
        return over && starting == null;
    }

    private synchronized @Nullable RunningAdapter running() {
        return running;
    }
}
