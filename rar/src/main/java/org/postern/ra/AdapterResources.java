package org.postern.ra;

import org.postern.net.ConnectionCounter;
import org.postern.net.MemoryBudgets;
import org.postern.net.SpoolSpace;
import org.postern.ra.duplicates.DuplicateMemory;

/** What an adapter has in use, and may have. */
record AdapterResources(
        ConnectionCounter connections, MemoryBudgets budgets, SpoolSpace spool, DuplicateMemory memory) {}
