package org.postern.ra;

import java.util.Optional;
import org.postern.net.SharedLimits;
import org.postern.ra.duplicates.DuplicateMemory;
import org.postern.ra.shared.CommonMemory;

/** What an adapter has in use, and may have. */
record AdapterResources(SharedLimits limits, DuplicateMemory memory, Optional<CommonMemory> common) {}
