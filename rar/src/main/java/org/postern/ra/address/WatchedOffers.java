package org.postern.ra.address;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postern.net.BlockingTasks;
import org.postern.net.Time;
import org.postern.ra.log.Messages;
import org.postern.ra.work.Check;
import org.postern.tls.TlsOffers;

/**
 * What addresses with the same certificates and policy offer, and the look at their key stores, which may hang: only
 * threads of the container look. Thread-safe.
 */
final class WatchedOffers {
    private final TlsOffers offers;
    private final SharedProofs proofs;
    private final BlockingTasks threads;
    private final Check check;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> firstLook = new CompletableFuture<>();

    /**
     * Looks at nothing yet.
     *
     * @param proofs those of the offers
     * @param name of an address with these offers, for the log
     */
    WatchedOffers(
            TlsOffers offers, SharedProofs proofs, String name, BlockingTasks threads, Time time, Messages messages) {
        this.offers = offers;
        this.proofs = proofs;
        this.threads = threads;
        this.check = new Check("the key stores of " + name, this::refresh, time, messages);
    }

    TlsOffers offers() {
        return offers;
    }

    /** The look, for those who do it again and again. */
    Check check() {
        return check;
    }

    /** Looks for the first time; asked again, it does nothing. Happens when that is over, or there is no thread for it. */
    CompletableFuture<Void> firstLook() {
        if (begun.compareAndSet(false, true)) {
            // The periodic check may be faster.
            check.looked().thenRun(() -> firstLook.complete(null));
            threads.run(check::look).exceptionally(refused -> {
                firstLook.complete(null);
                return null;
            });
        }
        return firstLook;
    }

    /** No address has these offers any more: a look that is under way ends soon, and without a word. */
    void end() {
        proofs.end();
    }

    private void refresh() {
        try {
            offers.refresh();
        } catch (CancellationException e) {
            // That was the end.
        }
    }
}
