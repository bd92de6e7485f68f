package org.postern.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postern.test.container.DeliveryEnd;

/** How calls of beans have ended. Thread-safe. */
final class DeliveryEnds {
    private final List<DeliveryEnd> all = new ArrayList<>();

    synchronized void add(DeliveryEnd end) {
        all.add(end);
        notifyAll();
    }

    synchronized List<DeliveryEnd> all() {
        return List.copyOf(all);
    }

    synchronized List<DeliveryEnd> await(int count, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (all.size() < count) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    throw new IllegalStateException("Of " + count + " deliveries only " + all.size() + " have ended");
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
        return List.copyOf(all);
    }
}
