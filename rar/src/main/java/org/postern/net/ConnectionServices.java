package org.postern.net;

/**
 * What all connections of an adapter share.
 *
 * @param messages how many each peer begins
 * @param realm knows the users
 * @param ids names the connections
 * @param transport what they come through, the loops their own
 */
public record ConnectionServices(
        EventLoops loops,
        BlockingTasks blocking,
        ConnectionCounter counter,
        RatePerMinute messages,
        MemoryBudgets memory,
        SpoolSpace spool,
        Ids ids,
        Time time,
        Transport transport,
        NullMx nullMx,
        Realm realm,
        ConnectionEvents events) {}
