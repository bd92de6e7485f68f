package org.postern.ra;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postern.net.Acceptor;
import org.postern.net.ListenAddress;

/**
 * Whether one address is served: it is paused when an administrator says so, or when all of its activations are paused.
 * Thread-safe. Changes block while the address is bound or freed; nothing else waits for them.
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
    private final Opener opener;
    private final boolean closedWhenPaused;
    private final BooleanSupplier activationsArePaused;
    private final LifeMessages messages;
    private boolean closed;
    private boolean pausedByAdministrator;

    /** Why it is paused, if it is. */
    private volatile Optional<String> pause = Optional.empty();

    /**
     * Opens nothing yet.
     *
     * @param closedWhenPaused whether nobody can connect to a paused address; else whoever connects hears 421
     * @param activationsArePaused all of them
     */
    AcceptorControl(
            Acceptor acceptor,
            Opener opener,
            boolean closedWhenPaused,
            BooleanSupplier activationsArePaused,
            LifeMessages messages) {
        this.acceptor = acceptor;
        this.opener = opener;
        this.closedWhenPaused = closedWhenPaused;
        this.activationsArePaused = activationsArePaused;
        this.messages = messages;
    }

    /** What an administrator wants. */
    synchronized void pause(boolean wanted) {
        pausedByAdministrator = wanted;
        settle();
    }

    /** Does what is wanted now. */
    synchronized void settle() {
        if (closed) {
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
            opener.close();
        } else {
            opener.open();
        }
    }

    /** Frees the address for good, and tells the peers. */
    synchronized void close() {
        closed = true;
        try {
            opener.close();
        } finally {
            acceptor.shutDownConnections();
        }
    }

    /** The same, but the address stays bound for whoever comes next. */
    synchronized void keep() {
        closed = true;
        try {
            opener.keep();
        } finally {
            acceptor.shutDownConnections();
        }
    }

    State state() {
        if (pause.isPresent()) {
            return State.PAUSED;
        }
        return opener.isOpen() ? State.OPEN : State.WAITING;
    }

    /** Why it is not open; empty if it is. */
    String reason() {
        return Stream.concat(
                        pause.stream(), trouble().map(trouble -> "it cannot be opened: " + trouble.reason()).stream())
                .collect(Collectors.joining("; "));
    }

    Optional<BindTrouble> trouble() {
        return opener.trouble();
    }

    private void tell() {
        ListenAddress listen = acceptor.settings().listen();
        pause.ifPresentOrElse(
                why -> messages.acceptorPaused(listen, why, closedWhenPaused), () -> messages.acceptorResumed(listen));
    }

    private Optional<String> whyPaused() {
        if (pausedByAdministrator) {
            return Optional.of("an administrator has paused it");
        }
        return activationsArePaused.getAsBoolean()
                ? Optional.of("all of its activations are paused")
                : Optional.empty();
    }
}
