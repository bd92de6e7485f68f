package org.postern.ra.address;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.postern.net.AcceptorSettings;
import org.postern.net.ConnectionServices;
import org.postern.net.WarmUp;

/**
 * Has the JVM ready for the first clients of an adapter: once, beside its first address, on a thread of the container's. What fails in
 * it fails without a word, because no client is concerned. Thread-safe.
 */
final class FirstWarmUp {
    private final ConnectionServices connections;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** Begins nothing yet. */
    FirstWarmUp(ConnectionServices connections) {
        this.connections = connections;
    }

    /**
     * Begins, unless it has begun already. Where TLS is implicit a conversation begins with a handshake, and there is nothing to say
     * before. Does not block.
     *
     * @param wanted whether the address is still there
     */
    void begin(AcceptorSettings settings, BooleanSupplier wanted) {
        int conversations = connections.io().transport().warmUps();
        if (conversations > 0 && !settings.listen().implicitTls() && begun.compareAndSet(false, true)) {
            WarmUp warmUp = new WarmUp(settings, connections, wanted);
            connections.io().blocking().run(() -> warmUp.talk(conversations));
        }
    }
}
