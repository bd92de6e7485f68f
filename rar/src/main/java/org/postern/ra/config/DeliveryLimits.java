package org.postern.ra.config;

import java.time.Duration;

/**
 * How much may be under way to one bean. Immutable.
 *
 * @param concurrent messages that are with it
 * @param waiting complete messages that wait for it
 * @param waitingTime how long each of those may wait
 * @param timeout how long the bean may take, in a transaction of the container
 * @param recipientTimeout how long the bean may think about a recipient
 */
public record DeliveryLimits(
        int concurrent, int waiting, Duration waitingTime, Duration timeout, Duration recipientTimeout) {

    /** Reads everything; problems are left with the configuration. */
    public static DeliveryLimits read(Configuration from) {
        return new DeliveryLimits(
                from.integer(Property.MAX_CONCURRENT_DELIVERIES),
                from.integer(Property.MAX_WAITING_DELIVERIES),
                Duration.ofSeconds(from.number(Property.DELIVERY_WAIT_SECONDS)),
                Duration.ofSeconds(from.number(Property.DELIVERY_TIMEOUT_SECONDS)),
                Duration.ofSeconds(from.number(Property.RECIPIENT_TIMEOUT_SECONDS)));
    }
}
