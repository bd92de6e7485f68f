package org.postern.ra.address;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.net.Acceptor;
import org.postern.net.BoundSocket;
import org.postern.net.ConnectionServices;
import org.postern.net.ListenAddress;
import org.postern.net.Moment;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.work.Settler;

/**
 * Keeps one address bound as long as that is wanted. What cannot be bound is tried again, with growing pauses: a port that
 * an old deployment still has, or an address that the machine does not have yet. Thread-safe.
 */
final class BindRetrier {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** How often an administrator is told of the same trouble. */
    private static final Duration REMINDER = Duration.ofHours(1);

    private final Acceptor acceptor;
    private final ConnectionServices services;
    private final KeptSockets kept;
    private final LifeMessages messages;
    private final Supplier<String> wantedBy;
    private final Settler settler;
    private volatile boolean wanted;
    private volatile boolean keeping;
    private volatile boolean open;
    private volatile Optional<BindFailure> trouble = Optional.empty();
    private volatile @Nullable Future<?> next;

    /**
     * Opens nothing yet.
     *
     * @param kept addresses that need not be opened, because they were never closed
     * @param wantedBy names the activations, for the log
     */
    BindRetrier(
            Acceptor acceptor,
            ConnectionServices services,
            KeptSockets kept,
            LifeMessages messages,
            Supplier<String> wantedBy) {
        this.acceptor = acceptor;
        this.services = services;
        this.kept = kept;
        this.messages = messages;
        this.wantedBy = wantedBy;
        this.settler = new Settler(this::bringAbout, services.time());
    }

    /** Opens the address, now or as soon as it can be had. Blocks for the first attempt. */
    void open() {
        if (!wanted) {
            wanted = true;
            settler.settle();
        }
    }

    /** Frees the address and tries no more. Blocks until it is free, or the thread that binds it takes too long. */
    void close() {
        wanted = false;
        settler.settle();
    }

    /** Tries no more, and keeps the address bound if it is. Blocks until nothing is accepted any more, as for closing. */
    void keep() {
        keeping = true;
        close();
    }

    boolean isOpen() {
        return open;
    }

    /** Why the address is not open though it should be. */
    Optional<BindFailure> trouble() {
        return trouble;
    }

    /** By one thread at a time. The one that closes it may be faster than a planned attempt, or than a bind that hangs. */
    private void bringAbout() {
        if (wanted && !open) {
            attempt();
        }
        if (!wanted) {
            endAttempts();
            if (keeping) {
                acceptor.keep().ifPresent(socket -> kept.add(listen(), socket));
            } else {
                acceptor.unbind();
            }
        }
    }

    private void endAttempts() {
        open = false;
        trouble = Optional.empty();
        Future<?> planned = next;
        if (planned != null) {
            planned.cancel(false);
        }
    }

    private void attempt() {
        Optional<BoundSocket> stillBound = kept.take(listen());
        try {
            if (stillBound.isPresent()) {
                acceptor.goOn(stillBound.get());
            } else {
                acceptor.bind();
            }
        } catch (IOException | RuntimeException | Error e) {
            failed(Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
            return;
        }
        open = true;
        trouble.ifPresentOrElse(
                before -> messages.openedAtLast(listen(), wantedBy.get(), before.failures()),
                () -> messages.opened(listen(), wantedBy.get(), stillBound.isPresent()));
        trouble = Optional.empty();
    }

    private void failed(String reason) {
        Moment now = services.time().moment();
        int failures = trouble.map(BindFailure::failures).orElse(0) + 1;
        Duration pause = pauseAfter(failures);
        Optional<Moment> told = trouble.filter(before -> before.reason().equals(reason))
                .map(BindFailure::told)
                .filter(before -> now.isBefore(before.plus(REMINDER)));
        trouble = Optional.of(new BindFailure(
                reason, failures, told.orElse(now), services.time().now().plus(pause)));
        next = services.io().loops().after(pause, this::attemptElsewhere);
        if (told.isEmpty()) {
            messages.cannotOpen(listen(), wantedBy.get(), reason);
        }
    }

    /** On an event loop, which must not wait. */
    private void attemptElsewhere() {
        services.io().blocking().run(settler::settle).exceptionally(this::attemptLater);
    }

    /** The container has no thread at the moment. If it has stopped, this was the last time. */
    private @Nullable Void attemptLater(Throwable failure) {
        if (failure instanceof RejectedExecutionException) {
            next = services.io().loops().after(LONGEST_PAUSE, this::attemptElsewhere);
        }
        return null;
    }

    /** Doubled each time, up to the longest. */
    private static Duration pauseAfter(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private ListenAddress listen() {
        return acceptor.settings().listen();
    }
}
