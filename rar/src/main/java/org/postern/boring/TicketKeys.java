package org.postern.boring;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The key that session tickets are encrypted with. BoringSSL does not limit the age of a ticket of TLS 1.3 to less than two
 * days, and gives a client that comes with one a new one: a ticket can be used for as long as its key is known. So there is one key
 * at a time, for the lifetime of a session: what began with a handshake in full has ended by then, however often it was resumed
 * (RFC 8446 section 4.6.1 recommends such a limit). It is the one that several instances have in common, as long as there is such a key,
 * and otherwise a random one. Thread-safe.
 */
final class TicketKeys {
    static final int SIZE = OpenSslSessionTicketKey.NAME_SIZE
            + OpenSslSessionTicketKey.HMAC_KEY_SIZE
            + OpenSslSessionTicketKey.AES_KEY_SIZE;

    private final SecureRandom random = new SecureRandom();
    private final Consumer<OpenSslSessionTicketKey> sessions;
    private final long lifetime;
    private final Supplier<byte[]> common;
    private final LongSupplier nanos;
    private volatile long latest;

    /** Of no octets if the key is a random one. */
    private volatile byte[] used = {};

    /**
     * Begins with a key.
     *
     * @param sessions takes each key in the place of the one before
     * @param common name and keys, one after the other, and the same array until they change, within the lifetime; of no octets while
     *     there are none
     * @param nanos as {@link System#nanoTime}
     */
    TicketKeys(
            Consumer<OpenSslSessionTicketKey> sessions,
            Supplier<byte[]> common,
            Duration lifetime,
            LongSupplier nanos) {
        this.sessions = sessions;
        this.common = common;
        this.lifetime = lifetime.toNanos();
        this.nanos = nanos;
        change(common.get());
    }

    /** To be called before each handshake. */
    void renew() {
        byte[] now = common.get();
        if (isOver(now)) {
            changeOnce(now);
        }
    }

    private synchronized void changeOnce(byte[] now) {
        if (isOver(now)) { // Or another thread was faster.
            change(now);
        }
    }

    private boolean isOver(byte[] now) {
        return now.length > 0 ? now != used : used.length > 0 || nanos.getAsLong() - latest >= lifetime;
    }

    private void change(byte[] now) {
        latest = nanos.getAsLong();
        byte[] key = now.length > 0 ? now : random();
        int keys = OpenSslSessionTicketKey.NAME_SIZE;
        int aes = keys + OpenSslSessionTicketKey.HMAC_KEY_SIZE;
        sessions.accept(new OpenSslSessionTicketKey(
                Arrays.copyOfRange(key, 0, keys),
                Arrays.copyOfRange(key, keys, aes),
                Arrays.copyOfRange(key, aes, SIZE)));
        used = now;
    }

    private byte[] random() {
        byte[] octets = new byte[SIZE];
        random.nextBytes(octets);
        return octets;
    }
}
