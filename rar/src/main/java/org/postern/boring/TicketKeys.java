package org.postern.boring;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The key that session tickets are encrypted with. BoringSSL does not limit the age of a ticket of TLS 1.3 to less than two
 * days, and gives a client that comes with one a new one: a ticket can be used for as long as its key is known. So there is one key
 * at a time, for the lifetime of a session: what began with a handshake in full has ended by then, however often it was resumed
 * (RFC 8446 section 4.6.1 recommends such a limit). Thread-safe.
 */
final class TicketKeys {
    private final SecureRandom random = new SecureRandom();
    private final Consumer<OpenSslSessionTicketKey> sessions;
    private final long lifetime;
    private final LongSupplier nanos;
    private volatile long latest;

    /**
     * Begins with a key.
     *
     * @param sessions takes each key in the place of the one before
     * @param nanos as {@link System#nanoTime}
     */
    TicketKeys(Consumer<OpenSslSessionTicketKey> sessions, Duration lifetime, LongSupplier nanos) {
        this.sessions = sessions;
        this.lifetime = lifetime.toNanos();
        this.nanos = nanos;
        this.latest = nanos.getAsLong();
        change();
    }

    /** To be called before each handshake. */
    void renew() {
        if (isOver()) {
            changeOnce();
        }
    }

    private synchronized void changeOnce() {
        if (isOver()) { // Or another thread was faster.
            latest = nanos.getAsLong();
            change();
        }
    }

    private boolean isOver() {
        return nanos.getAsLong() - latest >= lifetime;
    }

    private void change() {
        sessions.accept(new OpenSslSessionTicketKey(
                octets(OpenSslSessionTicketKey.NAME_SIZE),
                octets(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                octets(OpenSslSessionTicketKey.AES_KEY_SIZE)));
    }

    private byte[] octets(int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }
}
