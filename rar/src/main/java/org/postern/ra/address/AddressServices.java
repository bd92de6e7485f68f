package org.postern.ra.address;

import org.postern.net.ConnectionServices;
import org.postern.ra.delivery.Deliveries;
import org.postern.ra.delivery.RecipientChecks;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.log.Messages;
import org.postern.ra.management.History;
import org.postern.ra.management.ManagementBeans;

/**
 * What all addresses of an adapter share. Thread-safe.
 *
 * @param connections what their connections share
 * @param beans the ways to beans
 * @param kept sockets that a former adapter has left
 * @param log lines about addresses, and about looks at key stores
 */
public record AddressServices(
        ConnectionServices connections,
        Beans beans,
        Arrivals arrivals,
        ManagementBeans management,
        History history,
        KeptSockets kept,
        Lines log) {
    /**
     * The ways to beans.
     *
     * @param deliveries of messages
     * @param recipientChecks of questions about recipients
     */
    public record Beans(Deliveries deliveries, RecipientChecks recipientChecks) {}

    /**
     * Where lines of the log are written.
     *
     * @param addresses about addresses
     * @param keyStores about looks at key stores
     */
    public record Lines(LifeMessages addresses, Messages keyStores) {}
}
