package org.postern.ra.management;

import org.postern.ip.LocalAddress;
import org.postern.net.ConnectionFacts;
import org.postern.net.LruMap;

/**
 * Which peers are used to TLS at which address, and which of them suddenly are not. What happened counts less with each
 * connection that follows, so that a new habit is accepted after a while. Thread-safe.
 */
final class TlsHabits {
    static final int CAPACITY = 10_000;

    /** What is left of each connection's weight when the next one comes: about fifty count. */
    private static final double DECAY = 0.98;

    /** A little less than five, because the first of five has lost some of its weight. */
    private static final double ENOUGH = 4.5;

    private static final double RATE = 0.9;

    private record Peer(LocalAddress local, String ip) {}

    private final LruMap<Peer, Habit> habits = new LruMap<>(CAPACITY);

    /**
     * Remembers one connection that begins a mail where STARTTLS was offered.
     *
     * @return whether it is without TLS though the peer was used to TLS
     */
    synchronized boolean mail(ConnectionFacts connection, boolean withTls) {
        Habit habit = habits.get(new Peer(connection.local(), connection.peerIp()), Habit::new);
        boolean unusual = !withTls && habit.isTls();
        habit.add(withTls);
        return unusual;
    }

    private static final class Habit {
        private double withTls;
        private double all;

        boolean isTls() {
            return withTls >= ENOUGH && withTls >= RATE * all;
        }

        void add(boolean tls) {
            withTls = withTls * DECAY + (tls ? 1 : 0);
            all = all * DECAY + 1;
        }
    }
}
