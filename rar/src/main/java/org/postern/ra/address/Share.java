package org.postern.ra.address;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.postern.ra.delivery.DuplicateCheck;
import org.postern.smtp.Reply;

/**
 * Recipients that have one reply, and all that was delivered for it. Thread-safe.
 *
 * @param worstOutcome of all of them
 */
record Share(List<DuplicateCheck> duplicateChecks, CompletableFuture<Reply> worstOutcome) {
    /** Of one or several deliveries. */
    static Share of(List<DuplicateCheck> duplicateChecks, List<CompletableFuture<Reply>> outcomes) {
        CompletableFuture<Reply> worst = CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Reply reply = outcomes.stream()
                            .map(CompletableFuture::join)
                            .reduce(Reply::orWorse)
                            .orElseThrow();
                    // What some have committed all the same is not for them again.
                    if (reply.isFailure()) {
                        duplicateChecks.forEach(DuplicateCheck::lose);
                    }
                    return reply;
                });
        return new Share(duplicateChecks, worst);
    }

    /** The sender knows the outcome. After a failure it comes again all the same: those checks are lost already. */
    void acknowledge() {
        duplicateChecks.forEach(DuplicateCheck::acknowledge);
    }
}
