package org.postern.ra;

import org.postern.net.SharedLimits;
import org.postern.ra.duplicates.DuplicateMemory;

/** What an adapter has in use, and may have. */
record AdapterResources(SharedLimits limits, DuplicateMemory memory) {}
