package org.postern.ra.address;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postern.net.Acceptor;
import org.postern.net.ListenAddress;
import org.postern.net.Time;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.work.Settler;

/**
 * Whether one address is served: it is paused when an administrator says so, or when all of its activations are paused.
 * Thread-safe. Changes wait for the address to be bound or freed, as long as a {@link Settler} does.
 */
final class AcceptorControl {
    /** What an administrator sees. */
    enum State {
        OPEN,
        PAUSED,
        /** It cannot be bound yet. */
        WAITING
    }

    private final Acceptor acceptor;
    private final BindRetrier retrier;
    private final boolean closedWhenPaused;
    private final BooleanSupplier activationsArePaused;
    private final LifeMessages messages;
    private final Settler settler;
    private volatile boolean closed;
    private volatile boolean keeping;
    private volatile boolean pausedByAdministrator;

    /** Why it is paused, if it is. */
    private volatile Optional<String> pause = Optional.empty();

    /**
     * Opens nothing yet.
     *
     * @param closedWhenPaused whether a paused address is closed; else a client that connects to it hears 421
     * @param activationsArePaused all of them
     */
    AcceptorControl(
            Acceptor acceptor,
            BindRetrier retrier,
            boolean closedWhenPaused,
            BooleanSupplier activationsArePaused,
            Time time,
            LifeMessages messages) {
        this.acceptor = acceptor;
        this.retrier = retrier;
        this.closedWhenPaused = closedWhenPaused;
        this.activationsArePaused = activationsArePaused;
        this.messages = messages;
        this.settler = new Settler(this::bringAbout, time);
    }

    /** An administrator wants it. */
    void pause() {
        pausedByAdministrator = true;
        settle();
    }

    /** An administrator does not want a pause any more. */
    void resume() {
        pausedByAdministrator = false;
        settle();
    }

    /** Does what is wanted now. */
    void settle() {
        settler.settle();
    }

    /** Frees the address for good, and tells the peers. */
    void close() {
        closed = true;
        settle();
    }

    /** The same, but the address stays bound for the next adapter. */
    void keep() {
        keeping = true;
        close();
    }

    private void bringAbout() {
        if (closed) {
            end();
            return;
        }
        Optional<String> before = pause;
        pause = whyPaused();
        if (!pause.equals(before)) {
            tell();
        }
        if (pause.isPresent()) {
            acceptor.shutDownConnections();
        } else {
            acceptor.serveConnections();
        }
        if (pause.isPresent() && closedWhenPaused) {
            retrier.close();
        } else {
            retrier.open();
        }
    }

    private void end() {
        try {
            if (keeping) {
                retrier.keep();
            } else {
                retrier.close();
            }
        } finally {
            acceptor.shutDownConnections();
        }
    }

    State state() {
        if (pause.isPresent()) {
            return State.PAUSED;
        }
        return retrier.isOpen() ? State.OPEN : State.WAITING;
    }

    /** Why it is not open; empty if it is. */
    String reason() {
        return Stream.concat(
                        pause.stream(), trouble().map(trouble -> "it cannot be opened: " + trouble.reason()).stream())
                .collect(Collectors.joining("; "));
    }

    Optional<BindFailure> trouble() {
        return retrier.trouble();
    }

    private void tell() {
        ListenAddress listen = acceptor.settings().listen();
        pause.ifPresentOrElse(
                why -> messages.acceptorPaused(listen, why, closedWhenPaused), () -> messages.acceptorResumed(listen));
    }

    private Optional<String> whyPaused() {
        if (pausedByAdministrator) {
            return Optional.of("an administrator or the application has paused it");
        }
        return activationsArePaused.getAsBoolean()
                ? Optional.of("all of its activations are paused")
                : Optional.empty();
    }
}
