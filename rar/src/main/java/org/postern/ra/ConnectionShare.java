package org.postern.ra;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionEvents;
import org.postern.net.ConnectionIo;
import org.postern.net.ConnectionServices;
import org.postern.net.EventLoops;
import org.postern.net.Handshakes;
import org.postern.net.Ids;
import org.postern.net.IpNetwork;
import org.postern.net.MemoryBudgets;
import org.postern.net.NullMx;
import org.postern.net.RatePerMinute;
import org.postern.net.SharedLimits;
import org.postern.net.SpoolSpace;
import org.postern.net.Time;
import org.postern.net.TimerWheels;
import org.postern.ra.config.AdapterConfig;
import org.postern.ra.config.AdapterLimits;
import org.postern.ra.identity.CommonGuesses;
import org.postern.ra.identity.ContainerRealm;
import org.postern.ra.identity.LoginThrottle;
import org.postern.ra.identity.SecurityInflow;
import org.postern.ra.log.IdentityMessages;
import org.postern.ra.log.Messages;
import org.postern.ra.shared.CommonCounts;
import org.postern.ra.shared.CommonMemory;
import org.postern.ra.shared.CommonSecrets;
import org.postern.ra.work.Check;

/** What the connections of one adapter share, as its configuration and limits say. Immutable. */
final class ConnectionShare {
    private final AdapterConfig config;
    private final AdapterThreads threads;
    private final Surroundings surroundings;
    private final Time time;
    private final Supplier<AdapterLimits> limits;
    private final Optional<CommonMemory> common;
    private final CommonCounts counts;
    private final SharedLimits shared;

    /**
     * Begins with no connection.
     *
     * @param limits as they are now
     * @param common what is known in common with other instances
     */
    ConnectionShare(
            AdapterConfig config,
            Supplier<AdapterLimits> limits,
            Optional<CommonMemory> common,
            AdapterThreads threads,
            Surroundings surroundings) {
        this.config = config;
        this.threads = threads;
        this.surroundings = surroundings;
        this.time = surroundings.time();
        this.limits = limits;
        this.common = common;
        this.counts = new CommonCounts(common, time);
        this.shared = new SharedLimits(
                new ConnectionCounter(() -> limits.get().connections(), counts.ofConnections(), time),
                new RatePerMinute(
                        () -> limits.get().maxMessagesPerPeerPerMinute(), this::peer, counts.ofMessages(), time),
                MemoryBudgets.of(() -> limits.get().maxEnvelopeBytes()),
                new SpoolSpace(surroundings.disk().spool().apply(config.spoolDirectory()), () -> limits.get()
                        .spool()));
    }

    SharedLimits limits() {
        return shared;
    }

    /**
     * All of it.
     *
     * @param inflow how the container is asked about passwords
     * @param events hears of what happens on connections
     */
    ConnectionServices services(SecurityInflow inflow, IdentityMessages messages, ConnectionEvents events) {
        EventLoops loops = threads.loops();
        return new ConnectionServices(
                new ConnectionIo(
                        loops,
                        threads.blocking(),
                        new Handshakes(threads.blocking(), time),
                        new TimerWheels(time),
                        surroundings.transport()),
                shared,
                time,
                new Ids(time.now().toEpochMilli(), surroundings.random()),
                new NullMx(loops, threads.blocking(), config.dnsServers()),
                realm(inflow, loops, messages),
                events);
    }

    private ContainerRealm realm(SecurityInflow inflow, EventLoops loops, IdentityMessages messages) {
        IntSupplier most = () -> limits.get().logins().maxFailed();
        Supplier<Duration> window = () -> limits.get().logins().window();
        return new ContainerRealm(
                inflow,
                new LoginThrottle(most, window, this::peer, time),
                new CommonGuesses(common, most, window, time),
                loops,
                messages);
    }

    /** Looks how much room content has. */
    Check check(Messages messages) {
        return new Check("the spool directory", shared.spool()::measure, time, messages);
    }

    /** Looks whether the store that instances share is back, if there is one, and for what is to be known ahead of it. */
    Check checkOfCommon(CommonSecrets secrets, Messages messages) {
        return new Check("the shared store", () -> common.ifPresent(memory -> look(memory, secrets)), time, messages);
    }

    private static void look(CommonMemory memory, CommonSecrets secrets) {
        memory.look();
        secrets.look(memory);
    }

    /** Tells the other instances what there is here, if there is such a store. */
    Check checkOfCounts(Messages messages) {
        return new Check(
                "the counts of all instances",
                () -> counts.exchange(shared.connections(), limits.get().maxMessagesPerPeerPerMinute()),
                time,
                messages);
    }

    /** Which addresses count as one peer. */
    private IpNetwork peer(InetAddress ip) {
        return limits.get().connections().peer(ip);
    }
}
