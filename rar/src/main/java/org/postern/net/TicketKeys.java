package org.postern.net;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The keys that session tickets are encrypted with. BoringSSL does not limit the age of a ticket of TLS 1.3 to less than two
 * days: it can be used for as long as its key is known. So there is a new key four times in the lifetime of a session, and the last four
 * are known. Thread-safe.
 */
final class TicketKeys {
    private static final int KNOWN = 4;

    private final SecureRandom random = new SecureRandom();
    private final OpenSslSessionContext sessions;
    private final Duration period;
    private final Time time;
    private final Deque<OpenSslSessionTicketKey> keys = new ArrayDeque<>();
    private volatile Moment latest;

    TicketKeys(OpenSslSessionContext sessions, Duration lifetime, Time time) {
        this.sessions = sessions;
        this.period = lifetime.dividedBy(KNOWN);
        this.time = time;
        this.latest = time.moment();
        add();
    }

    /** To be called before each handshake. */
    void renew() {
        if (time.moment().since(latest).compareTo(period) >= 0) {
            change();
        }
    }

    private synchronized void change() {
        Moment now = time.moment();
        Duration age = now.since(latest);
        if (age.compareTo(period) < 0) {
            return; // Another thread was faster.
        }
        // What would have been changed meanwhile, if there had been a handshake.
        for (long missed = Math.min(KNOWN, age.dividedBy(period)); missed > 0; missed--) {
            add();
        }
        latest = now;
    }

    /** The first one encrypts. */
    private void add() {
        keys.addFirst(new OpenSslSessionTicketKey(
                octets(OpenSslSessionTicketKey.NAME_SIZE),
                octets(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                octets(OpenSslSessionTicketKey.AES_KEY_SIZE)));
        while (keys.size() > KNOWN) {
            keys.removeLast();
        }
        sessions.setTicketKeys(keys.toArray(OpenSslSessionTicketKey[]::new));
    }

    private byte[] octets(int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }
}
