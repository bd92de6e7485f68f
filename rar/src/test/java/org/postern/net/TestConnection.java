package org.postern.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postern.ip.LocalAddress;
import org.postern.net.ListenAddress.Scheme;
import org.postern.smtp.ConversationSettings;
import org.postern.smtp.EnvelopeSyntax;
import org.postern.smtp.Limits;
import org.postern.smtp.OwnSenders;
import org.postern.smtp.TestLimits;
import org.postern.smtp.UserPolicy;

/** What one connection needs that has no socket and no address, for a channel of the test's. Change it before it is made. */
final class TestConnection {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** No connection of these asks for one. */
    private static final EventLoops LOOPS =
            new EventLoops(1, new NioTransport(), Runnable::run, new SystemTime(), failure -> {});

    private static final Networks NOWHERE = new Networks(List.of());

    final RecordingEvents events = new RecordingEvents();
    final MemoryBudgets memory = MemoryBudgets.of(() -> 10_000_000);
    private Scheme scheme = Scheme.SMTP;
    private Limits limits =
            TestLimits.roomy().messageBytes(1_000).recipients(10).errors(5).limits();
    private Time time = new SystemTime();
    private Duration greetingDelay = Duration.ZERO;
    private BufferLimits buffers = new BufferLimits(TestServer.THRESHOLD, 65_536);
    private BlockingTasks threads = new TasksOn(Runnable::run);
    private SpoolSpace spool =
            new SpoolSpace(new TemporaryFiles(Path.of("unused")), () -> new SpoolLimits(1_000, 1_000, 1));

    TestConnection at(Scheme served) {
        scheme = served;
        return this;
    }

    TestConnection within(Limits allowed) {
        limits = allowed;
        return this;
    }

    TestConnection timedBy(Time clock) {
        time = clock;
        return this;
    }

    TestConnection greetingDelay(Duration delay) {
        greetingDelay = delay;
        return this;
    }

    TestConnection buffers(BufferLimits kept) {
        buffers = kept;
        return this;
    }

    TestConnection blocking(BlockingTasks on) {
        threads = on;
        return this;
    }

    TestConnection spool(SpoolSpace space) {
        spool = space;
        return this;
    }

    ConversationSettings conversation() {
        return new ConversationSettings(
                TestServer.HOST_NAME,
                limits,
                scheme.service(),
                new UserPolicy(false, OwnSenders.all()),
                EnvelopeSyntax.LENIENT);
    }

    Connection make(MessageHandlerFactory handlers) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        AcceptorSettings settings = new AcceptorSettings(
                new ListenAddress(scheme, loopback, 25, 50),
                new PeerRules(NOWHERE, NOWHERE, NOWHERE, NOWHERE),
                conversation(),
                new Timeouts(MINUTE, MINUTE, 0, MINUTE, MINUTE.multipliedBy(60), greetingDelay),
                buffers,
                new SenderRules(false, Optional.empty()),
                TestOffers.none());
        ConnectionServices services = new ConnectionServices(
                new ConnectionIo(
                        LOOPS, threads, new Handshakes(threads, time), new TimerWheels(time), new NioTransport()),
                new SharedLimits(
                        new ConnectionCounter(() -> new ConnectionLimits(1, 1, 1_000, 24, 64, 0), time),
                        new RatePerMinute(() -> 0, ip -> IpNetwork.around(ip, 32), time),
                        memory,
                        spool),
                time,
                new Ids(0, new SecureRandom()),
                new NullMx(LOOPS, threads, List.of()),
                new FakeRealm(),
                events);
        ConnectionFacts facts =
                new ConnectionFacts("c-1", new InetSocketAddress(loopback, 40_000), new LocalAddress(loopback, 25));
        return new Connection(facts, settings, services, handlers);
    }
}
