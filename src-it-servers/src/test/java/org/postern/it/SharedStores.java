package org.postern.it;

import java.time.Duration;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.awaitility.Awaitility;

/** What the adapter of a server says of the store that several instances share. */
final class SharedStores {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private SharedStores() {}

    /** Waits until it is reached, or is not any more. */
    static void awaitReached(MBeanServerConnection management, boolean isReached) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> management.queryNames(new ObjectName("org.postern:type=Adapter,*"), null).stream()
                        .anyMatch(adapter -> isReached == isReached(management, adapter)));
    }

    private static boolean isReached(MBeanServerConnection management, ObjectName adapter) {
        try {
            return management.getAttribute(adapter, "SharedStoreReached").equals(1);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
