package org.postern.net;

/**
 * What all connections of an adapter share.
 *
 * @param time theirs, and that of all that they wait for
 * @param ids names the connections
 * @param realm knows the users
 */
public record ConnectionServices(
        ConnectionIo io,
        SharedLimits limits,
        Time time,
        Ids ids,
        NullMx nullMx,
        Realm realm,
        ConnectionEvents events) {}
