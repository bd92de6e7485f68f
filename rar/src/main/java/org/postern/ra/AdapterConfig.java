package org.postern.ra;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.postern.net.ConnectionLimits;
import org.postern.net.SpoolLimits;

/** The configuration of the adapter as a whole, read and checked. Immutable. */
record AdapterConfig(
        Path spoolDirectory,
        SpoolLimits spool,
        ConnectionLimits connections,
        int maxMessagesPerPeerPerMinute,
        int maxConcurrentDeliveries,
        int maxWaitingDeliveries,
        Duration deliveryWait,
        Duration drainTimeout,
        Duration interferenceLogInterval,
        int ioThreads) {

    /** Reads everything; problems are left with the configuration. */
    static AdapterConfig read(Configuration from) {
        int ioThreads = from.integer(Property.IO_THREADS);
        return new AdapterConfig(
                spoolDirectory(from),
                new SpoolLimits(
                        from.number(Property.MAX_MEMORY_BYTES),
                        from.number(Property.MAX_SPOOL_BYTES),
                        from.integer(Property.MAX_SPOOL_FILES)),
                new ConnectionLimits(
                        from.integer(Property.MAX_CONNECTIONS),
                        from.integer(Property.MAX_CONNECTIONS_PER_PEER),
                        from.integer(Property.MAX_CONNECTIONS_PER_NETWORK),
                        from.integer(Property.IPV4_NETWORK_PREFIX),
                        from.integer(Property.IPV6_NETWORK_PREFIX),
                        from.integer(Property.MAX_CONNECTIONS_PER_PEER_PER_MINUTE)),
                from.integer(Property.MAX_MESSAGES_PER_PEER_PER_MINUTE),
                from.integer(Property.MAX_CONCURRENT_DELIVERIES),
                from.integer(Property.MAX_WAITING_DELIVERIES),
                Duration.ofSeconds(from.number(Property.DELIVERY_WAIT_SECONDS)),
                Duration.ofSeconds(from.number(Property.DRAIN_TIMEOUT_SECONDS)),
                Duration.ofSeconds(from.number(Property.INTERFERENCE_LOG_SECONDS)),
                ioThreads == 0 ? Runtime.getRuntime().availableProcessors() : ioThreads);
    }

    private static Path spoolDirectory(Configuration from) {
        Path ofTheJvm = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            Path directory =
                    from.optionalText(Property.SPOOL_DIRECTORY).map(Path::of).orElse(ofTheJvm);
            if (Files.isDirectory(directory) && Files.isWritable(directory)) {
                return directory;
            }
        } catch (InvalidPathException e) {
            // The same problem as a directory that is not there.
        }
        from.problem(Property.SPOOL_DIRECTORY, "write the path of a directory that the server may write to");
        return ofTheJvm;
    }
}
