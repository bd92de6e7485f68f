package org.postern.net;

import java.util.concurrent.Executor;

/**
 * What all connections of an adapter share.
 *
 * @param blocking runs tasks that may block, each at once or soon; may refuse them while the adapter stops
 * @param messages how many each peer begins
 * @param realm knows the users
 * @param ids names the connections
 * @param transport what they come through, the loops their own
 */
public record ConnectionServices(
        EventLoops loops,
        Executor blocking,
        ConnectionCounter counter,
        RatePerMinute messages,
        SpoolSpace spool,
        Ids ids,
        Time time,
        Transport transport,
        NullMx nullMx,
        Realm realm,
        ConnectionEvents events) {}
