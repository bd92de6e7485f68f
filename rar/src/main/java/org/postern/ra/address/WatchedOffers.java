package org.postern.ra.address;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postern.net.BlockingTasks;
import org.postern.net.Time;
import org.postern.ra.log.Messages;
import org.postern.ra.work.Check;
import org.postern.tls.Responders;
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
    private final Responders responders;
    private final List<Check> checks;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> firstLook = new CompletableFuture<>();

    /**
     * Looks at nothing yet.
     *
     * @param proofs those of the offers
     * @param responders are asked where OCSP responses are stapled; closed at the end
     * @param name of an address with these offers, for the log
     */
    WatchedOffers(
            TlsOffers offers,
            SharedProofs proofs,
            Responders responders,
            String name,
            BlockingTasks threads,
            Time time,
            Messages messages) {
        this.offers = offers;
        this.proofs = proofs;
        this.threads = threads;
        this.responders = responders;
        this.check = new Check("the key stores of " + name, this::refresh, time, messages);
        Check stapling =
                new Check("the OCSP responders of " + name, () -> offers.askResponder(responders), time, messages);
        this.checks = offers.staples() ? List.of(check, stapling) : List.of(check);
    }

    TlsOffers offers() {
        return offers;
    }

    /** The looks, for those who look again and again: at the key stores, and at OCSP responses that are to be renewed. */
    List<Check> checks() {
        return checks;
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

    /** No address has these offers any more: looks that are under way end soon, and without a word. */
    void end() {
        proofs.end();
        responders.close();
    }

    private void refresh() {
        try {
            offers.refresh();
        } catch (CancellationException e) {
            // That was the end.
        }
    }
}
