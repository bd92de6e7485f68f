package org.postern.net;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the client of one connection is waited for, by what is to come from it next (RFC 5321 section 4.5.3.2). On the
 * event loop only.
 */
final class ClientDeadline {
    /** How long the last reply may take to reach the client. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final Timeouts timeouts;
    private final Time time;
    private final Deadline deadline;
    private Optional<DataPace> pace = Optional.empty();

    /**
     * Prepares a deadline that is not set.
     *
     * @param timedOut is run on the event loop when the client was waited for long enough
     */
    ClientDeadline(TimerWheel wheel, Timeouts timeouts, Runnable timedOut) {
        this.timeouts = timeouts;
        this.time = wheel.time();
        this.deadline = new Deadline(wheel, timedOut, timeouts.session());
    }

    /** The client is to be silent, which is what it is waited for. */
    void forSilence() {
        deadline.in(timeouts.greeting());
    }

    void forHandshake() {
        deadline.in(timeouts.handshake());
    }

    void forCommand() {
        pace = Optional.empty();
        deadline.in(timeouts.command());
    }

    /** Some octets of content have come; more are to. */
    void forContent(int octets) {
        deadline.in(paceOfContent().after(octets, time.nanos()));
    }

    /** Content goes on to come after a while in which none was read. */
    void forContentAgain() {
        deadline.in(paceOfContent().resumed(time.nanos()));
    }

    /** Content moves to a file, and none is read meanwhile. */
    void forSpilling() {
        deadline.in(timeouts.data());
    }

    /** The client is to read the last reply and to end the connection, however long that has lasted. */
    void forEnd() {
        deadline.inAnyCase(LINGER);
    }

    /** It is not the client that is waited for. */
    void clear() {
        deadline.clear();
    }

    /** The connection is gone. */
    void cancel() {
        deadline.cancel();
    }

    private DataPace paceOfContent() {
        if (pace.isEmpty()) {
            pace = Optional.of(new DataPace(timeouts.data(), timeouts.minOctetsPerSecond(), time.nanos()));
        }
        return pace.get();
    }
}
