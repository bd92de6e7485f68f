package org.postern.ra;

import org.postern.net.Time;
import org.postern.ra.address.Acceptors;
import org.postern.ra.address.Arrivals;
import org.postern.ra.delivery.Deliveries;
import org.postern.ra.identity.SecurityInflow;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.management.ManagementRegistry;

/**
 * What the activations of an adapter share. Thread-safe.
 *
 * @param acceptors the addresses that they listen at
 * @param arrivals tells that one is about to come
 * @param deliveries messages that are with their beans, or wait
 * @param inflow how the container takes users over
 * @param registry where their management beans are
 */
record ActivationServices(
        Acceptors acceptors,
        Arrivals arrivals,
        Deliveries deliveries,
        SecurityInflow inflow,
        ManagementRegistry registry,
        Time time,
        LifeMessages messages) {}
