package org.postern.ra;

import org.postern.net.ConnectionCounter;
import org.postern.net.SpoolSpace;

/** What an adapter has in use, and may have. */
record AdapterResources(ConnectionCounter connections, SpoolSpace spool, DuplicateMemory memory) {}
