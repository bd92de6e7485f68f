package org.postern.ra;

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
record DeliveryLimits(int concurrent, int waiting, Duration waitingTime, Duration timeout, Duration recipientTimeout) {}
