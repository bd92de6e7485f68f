package org.postern.net;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/**
 * That of the library: its class is another class loader's, and is known here by the JDK's types only.
 *
 * @param context of the room {@code boring}, where this is described
 */
@SuppressWarnings("unchecked") // What the library's SharedContext is.
record SharedContext(Object context) {
    SSLEngine newEngine() {
        return ((Supplier<SSLEngine>) context).get();
    }

    void release(SSLEngine engine) {
        ((Consumer<SSLEngine>) context).accept(engine);
    }

    boolean isResumed(SSLEngine engine) {
        return ((Predicate<SSLEngine>) context).test(engine);
    }

    /** Engines that are in use stay usable. */
    void close() {
        ((Runnable) context).run();
    }
}
