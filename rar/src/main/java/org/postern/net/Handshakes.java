package org.postern.net;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many TLS handshakes go on at a time, so that a flood of them leaves time to conversations, and threads to deliveries:
 * on each event loop one step after the other, with pauses ({@link HandshakeTurns}), and on the container's threads, where they
 * may have to wait for a device or a responder, a fixed number. Thread-safe.
 */
public final class Handshakes {
    /** A small part of the threads that containers have: deliveries need them, too. */
    private static final int AT_A_TIME = 16;

    private final BlockingTasks blocking;
    private final Time time;
    private final Map<EventLoop, HandshakeTurns> turns = new ConcurrentHashMap<>();

    /**
     * @param threads of the container
     */
    public Handshakes(BlockingTasks threads, Time time) {
        this.blocking = new LimitedTasks(threads, AT_A_TIME);
        this.time = time;
    }

    /** Those of the connections of a loop. */
    HandshakeTurns turns(EventLoop loop) {
        // A task with a delay runs after the next look at the connections, and one without before it.
        return turns.computeIfAbsent(
                loop, own -> new HandshakeTurns(time, task -> own.schedule(task, 0, TimeUnit.NANOSECONDS)));
    }

    /** For parts of handshakes that may block. */
    BlockingTasks blocking() {
        return blocking;
    }
}
