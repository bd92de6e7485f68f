package org.postern.it;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds a bean until its test lets it go. Test and bean may have different class loaders, so what they share is of the
 * JDK and lies among the system properties.
 */
final class Gate {
    private static final String ARRIVED = "postern.it.arrived";
    private static final String OPEN = "postern.it.open";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Gate() {}

    /** Shuts the gate for one bean. */
    static void shut() {
        System.getProperties().put(ARRIVED, new CountDownLatch(1));
        System.getProperties().put(OPEN, new CountDownLatch(1));
    }

    /** The bean's side: says that it is there, and waits. */
    static void pass() {
        latch(ARRIVED).countDown();
        await(OPEN);
    }

    /** The test's side: waits for the bean. */
    static void awaitArrival() {
        await(ARRIVED);
    }

    /** The test's side: lets the bean go. */
    static void open() {
        latch(OPEN).countDown();
    }

    private static CountDownLatch latch(String name) {
        return (CountDownLatch) System.getProperties().get(name);
    }

    private static void await(String name) {
        try {
            if (!latch(name).await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody came: " + name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
