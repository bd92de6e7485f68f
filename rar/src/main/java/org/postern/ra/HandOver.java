package org.postern.ra;

import java.util.List;

/**
 * Where an adapter leaves its activations for the one that the container starts in its place, because Payara and GlassFish
 * forget them when a property is changed. Such an adapter is another object in the same class loader and knows nothing of
 * the former one: this is the one place that needs to be static (decision 25). Several adapters that run at the same time in
 * one class loader leave each other nothing. Thread-safe.
 */
final class HandOver {
    /** That of this class loader, and gone with it. */
    static final HandOver PLACE = new HandOver();

    private int running;
    private List<LeftActivation> left = List.of();

    /** What an adapter would find that begins to run now. */
    synchronized List<LeftActivation> left() {
        return left;
    }

    /** An adapter has begun to run. Gives it what was left. */
    synchronized List<LeftActivation> begin() {
        running++;
        List<LeftActivation> taken = left;
        left = List.of();
        return taken;
    }

    /** An adapter has ended. Tells whether the next one will find what it leaves. */
    synchronized boolean end(List<LeftActivation> activations) {
        running--;
        if (running > 0) {
            return false;
        }
        left = List.copyOf(activations);
        return true;
    }
}
