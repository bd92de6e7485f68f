package org.postern.ra.duplicates;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.postern.net.Time;
import org.postern.ra.shared.CommonMemory;
import org.postern.ra.shared.SharedStore;

/**
 * What all instances that share a store know of one message. They are told only what can make it come again: so a message whose sender
 * reads the reply, as nearly all do, is asked about once, and told of never. Thread-safe.
 */
public final class CommonCopy {
    /** By then its sender has given up waiting for the reply (RFC 5321 section 4.5.3.2.6). */
    private static final Duration UNDER_WAY = Duration.ofMinutes(10);

    /** The answer is there by the deadline; this is for a thread that would have to ring it. */
    private static final Duration PATIENCE = CommonMemory.DEADLINE.multipliedBy(2);

    private final CommonMemory memory;
    private final Duration window;
    private final Time time;
    private final String committed;
    private final String abandoned;

    /** One thing is told after the other. */
    private CompletableFuture<?> told = CompletableFuture.completedFuture(null);

    CommonCopy(CommonMemory memory, Fingerprint message, Duration window, Time time) {
        this.memory = memory;
        this.window = window;
        this.time = time;
        String digits = message.digits();
        this.committed = "committed-" + digits;
        this.abandoned = "abandoned-" + digits;
    }

    /** Asks. Blocks, but not longer than the deadline of the memory: not for event loops. */
    public Standing standing() {
        CompletableFuture<Standing> answer = memory.ask(this::standing);
        time.await(answer, PATIENCE);
        return answer.getNow(Standing.NEW);
    }

    private Standing standing(SharedStore store) {
        boolean isUnderWay =
                store.increment(abandoned, 0, UNDER_WAY) > 0; // Looked at first: what ends is committed then.
        if (store.increment(committed, 0, window) > 0) {
            return Standing.COMMITTED;
        }
        return isUnderWay ? Standing.UNDER_WAY : Standing.NEW;
    }

    /** Its sender will not hear what becomes of it, and it is with a bean. Does not block. */
    public void abandon() {
        tell(store -> store.increment(abandoned, 1, UNDER_WAY));
    }

    /** What was abandoned is not with the bean any more. Does not block. */
    public void end(boolean hasCommitted) {
        tell(store -> {
            if (hasCommitted) {
                store.increment(committed, 1, window);
            }
            store.increment(abandoned, -1, UNDER_WAY);
        });
    }

    /** It has committed, and its sender may not know. Does not block. */
    public void lose() {
        tell(store -> store.increment(committed, 1, window));
    }

    /** Its sender knows now: the same again would be another message. Does not block. */
    public void forget() {
        tell(store -> store.increment(committed, -1, window));
    }

    private synchronized void tell(Consumer<SharedStore> what) {
        told = told.thenCompose(before -> memory.ask(store -> {
            what.accept(store);
            return true;
        }));
    }
}
