package org.postern.ra;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.management.MBeanServer;
import org.postern.net.NioTransport;
import org.postern.net.SpoolDirectory;
import org.postern.net.SystemTime;
import org.postern.net.TemporaryFiles;
import org.postern.net.Time;
import org.postern.net.Transport;
import org.postern.ra.duplicates.ServerPlace;
import org.postern.ra.duplicates.StateDirectory;
import org.postern.ra.duplicates.StateFiles;
import org.postern.ra.management.MachineAddresses;

/**
 * All that an adapter meets of the world besides its container: given to it as a whole, so that a simulation can be the
 * world. Immutable.
 *
 * @param random for names, not for secrets
 * @param settling within which the beans of an application come of each other
 */
record Surroundings(
        Time time, Transport transport, Disk disk, Machine machine, RandomGenerator random, Duration settling) {
    private static final Duration OF_SERVERS = Duration.ofSeconds(2);

    /** With beans that come as servers let them. */
    Surroundings(Time time, Transport transport, Disk disk, Machine machine, RandomGenerator random) {
        this(time, transport, disk, machine, random, OF_SERVERS);
    }

    /**
     * The files of directories that an administrator has named.
     *
     * @param spool of content
     * @param state of what must survive the end of the process
     */
    record Disk(Function<Path, SpoolDirectory> spool, Function<Path, StateFiles> state) {}

    /**
     * Where the adapter runs.
     *
     * @param addresses of this machine
     * @param management where management beans are registered
     * @param server which of the servers of this machine it is, as {@link ServerPlace} tells
     */
    record Machine(MachineAddresses addresses, MBeanServer management, String server) {}

    /** Those of this Java virtual machine, in a server. */
    static Surroundings real() {
        return new Surroundings(
                new SystemTime(),
                new NioTransport(),
                new Disk(TemporaryFiles::new, StateDirectory::new),
                new Machine(
                        MachineAddresses.ofInterfaces(),
                        ManagementFactory.getPlatformMBeanServer(),
                        ServerPlace.current()),
                new SecureRandom());
    }

    /** The same, where all beans are there before the first client. */
    Surroundings withoutSettling() {
        return new Surroundings(time, transport, disk, machine, random, Duration.ZERO);
    }
}
