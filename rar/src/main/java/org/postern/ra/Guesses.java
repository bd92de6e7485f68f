package org.postern.ra;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postern.net.Moment;
import org.postern.net.Time;

/**
 * Failed authentications, of each peer and for each user name. Whoever has had too many is not heard for a while: a peer with
 * any name, a name from any peer but those from which that user has come in before, so that strangers cannot lock him out.
 * Thread-safe. Memory is bounded.
 */
final class Guesses {
    private static final int REMEMBERED = 20_000;

    /** Of a name that comes from a peer; its rest makes no difference. */
    private static final int LONGEST_NAME = 256;

    private final int limit;
    private final Duration window;
    private final Time time;
    private final RecentlyUsed<Object, Failures> failures = new RecentlyUsed<>(REMEMBERED);
    private final RecentlyUsed<Known, Known> known = new RecentlyUsed<>(REMEMBERED);

    private record Known(String user, InetAddress peer) {}

    /** Counted from the first one, until the window is over. */
    private static final class Failures {
        private int count;
        private @Nullable Moment until;
    }

    /**
     * Begins with none.
     *
     * @param limit failures within the window after which nobody is heard until its end
     */
    Guesses(int limit, Duration window, Time time) {
        this.limit = limit;
        this.window = window;
        this.time = time;
    }

    synchronized boolean areTooMany(String user, InetAddress peer) {
        return exceeds(network(peer))
                || (exceeds(name(user)) && known.peek(new Known(user, peer)).isEmpty());
    }

    /** Tells whether this was one too many for the name, which somebody should hear of. */
    synchronized boolean failed(String user, InetAddress peer) {
        count(network(peer));
        return count(name(user)) == limit;
    }

    /** A right one does not forgive the wrong ones: a guesser may have an account of his own. */
    synchronized void succeeded(String user, InetAddress peer) {
        Known here = new Known(user, peer);
        known.get(here, () -> here);
    }

    /** Who has one address of IPv6 has a whole network of them. */
    private static Object network(InetAddress peer) {
        return peer instanceof Inet6Address ? ByteBuffer.wrap(Arrays.copyOf(peer.getAddress(), Long.BYTES)) : peer;
    }

    private static Object name(String user) {
        return user.length() <= LONGEST_NAME ? user : user.substring(0, LONGEST_NAME);
    }

    private boolean exceeds(Object whose) {
        return failures.peek(whose)
                .filter(counted -> counted.until != null && time.moment().isBefore(counted.until))
                .filter(counted -> counted.count >= limit)
                .isPresent();
    }

    private int count(Object whose) {
        Failures counted = failures.get(whose, Failures::new);
        Moment now = time.moment();
        if (counted.until == null || !now.isBefore(counted.until)) {
            counted.count = 0;
            counted.until = now.plus(window);
        }
        return ++counted.count;
    }
}
