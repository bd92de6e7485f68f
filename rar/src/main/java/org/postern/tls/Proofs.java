package org.postern.tls;

import java.util.List;

/**
 * Runs proofs of certificates, each of which takes as long as some handshakes and may wait for a device, on threads
 * that its owner provides.
 */
@FunctionalInterface
public interface Proofs {
    /** Runs each once, in any order, several at a time perhaps; all of them have ended when it returns. Blocks. */
    void run(List<? extends Runnable> proofs);

    /** On the calling thread. */
    static Proofs oneAfterAnother() {
        return proofs -> proofs.forEach(Runnable::run);
    }
}
