package org.postern.ra;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import org.postern.ra.address.KeptSockets;

/**
 * Where an adapter leaves its activations for the one that the container starts in its place, because Payara and GlassFish
 * forget them when a property is changed. Such an adapter is another object in the same class loader and knows nothing of
 * the former one: this is the one place that needs to be static (decision 25). Several adapters that run at the same time in
 * one class loader leave each other nothing. Thread-safe.
 */
final class ActivationHandover {
    /** That of this class loader, and gone with it. */
    static final ActivationHandover PLACE = new ActivationHandover();

    private int running;
    private Left left = Left.nothing();

    /** What an adapter would find that begins to run now. */
    synchronized Left left() {
        return left;
    }

    /** Whether any adapter runs. */
    synchronized boolean isInUse() {
        return running > 0;
    }

    /** Whether an adapter that ends now would leave something, because no other one runs. */
    synchronized boolean isLast() {
        return running == 1;
    }

    /** An adapter has begun to run. Gives it what was left. */
    synchronized Left begin() {
        running++;
        Left taken = left;
        left = Left.nothing();
        return taken;
    }

    /** The container has ended an activation of an adapter that has stopped: the next one does not go on with it. */
    void forget(MessageEndpointFactory factory, ActivationSpec spec) {
        KeptSockets unwanted;
        synchronized (this) {
            left = left.without(factory, spec);
            if (!left.activations().isEmpty()) {
                return;
            }
            unwanted = left.sockets();
        }
        unwanted.freeAll();
    }

    /** An adapter has ended. Tells whether the next one will find what it leaves. */
    synchronized boolean end(Left what) {
        running--;
        if (running > 0) {
            return false;
        }
        left = what;
        return true;
    }
}
