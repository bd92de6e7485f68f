package org.postern.ra;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
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
 */
record Surroundings(Time time, Transport transport, Disk disk, Machine machine, RandomGenerator random) {
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

    /** Those of this Java virtual machine. */
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
}
