package org.postern.tls;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A look at one alias: what was read is known, and what that is good for may have to be proved. Run by one thread. */
final class AliasLook implements Runnable {
    private final Supplier<Finding> proof;
    private volatile @Nullable Finding found;

    private AliasLook(Supplier<Finding> proof, @Nullable Finding found) {
        this.proof = proof;
        this.found = found;
    }

    static AliasLook known(Finding found) {
        return new AliasLook(() -> found, found);
    }

    /** Reads nothing any more: stores need not be thread-safe. */
    static AliasLook toBeProved(Supplier<Finding> proof) {
        return new AliasLook(proof, null);
    }

    boolean isOver() {
        return found != null;
    }

    @Override
    public void run() {
        found = proof.get();
    }

    /** What has come of it, when it is over. */
    Finding found() {
        return Objects.requireNonNull(found, "not proved");
    }
}
