package org.postern.ra.identity;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.postern.net.AuthenticatedUser;

/**
 * The container is asked about a user. Thread-safe.
 *
 * @param work with which it is asked
 * @param answer the user if the container says yes; exceptionally if it says nothing
 */
record Look(InflowWork work, CompletableFuture<Optional<AuthenticatedUser>> answer) {
    static Look of(InflowWork work, Function<InflowContext.Answer, Optional<AuthenticatedUser>> user) {
        return new Look(work, work.answer().thenApply(user));
    }

    /** Waits no longer for a Work that is lost. Tells whether there is an answer, or will be none. */
    boolean giveUp() {
        work.giveUp();
        return answer.isDone();
    }
}
