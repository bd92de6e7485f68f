package org.postern.it;

import jakarta.transaction.Synchronization;

/** One that has a say in the commit, and says no. */
final class Refusal implements Synchronization {
    @Override
    public void beforeCompletion() {
        throw new IllegalStateException("a secret of the application");
    }

    @Override
    public void afterCompletion(int status) {
        // That was to be expected.
    }
}
