package org.postern.net;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.postern.net.ListenAddress.Scheme;
import org.postern.smtp.ConversationSettings;
import org.postern.smtp.EnvelopeSyntax;
import org.postern.smtp.Limits;
import org.postern.smtp.OwnSenders;
import org.postern.smtp.Service;
import org.postern.smtp.TestLimits;
import org.postern.smtp.UserPolicy;
import org.postern.tls.CertificateUser;
import org.postern.tls.TlsOffers;

/** An acceptor on a free port of loopback and all that it needs, for one test. Change it before it is started. */
final class TestServer implements AutoCloseable {
    static final String HOST_NAME = "mail.example.org";
    static final int MAX_ERRORS = 5;
    /** Content that is longer goes to a file. */
    static final int THRESHOLD = 8 * 1024;

    private static final int ATTEMPTS = 5;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Limits LIMITS = TestLimits.roomy()
            .messageBytes(20_000_000)
            .errors(MAX_ERRORS)
            .commands(1_000_000)
            .limits();

    final RecordingEvents events = new RecordingEvents();
    final RecordingReceiver receiver = new RecordingReceiver();
    private final Path spoolDirectory;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<Executor> blocking = new AtomicReference<>(threads);
    private final EventLoops loops;
    private String ip = "127.0.0.1";
    private Scheme scheme = Scheme.SMTP;
    private PeerRules peers = new PeerRules(networks(""), networks(""), networks(""), networks(""));
    private TlsOffers offers = TestOffers.none();
    private Timeouts timeouts = new Timeouts(LONG, LONG, 0, LONG, LONG, Duration.ZERO);
    private ConnectionCounter counter =
            new ConnectionCounter(() -> new ConnectionLimits(100, 100, 1_000, 24, 64, 0), new SystemTime());
    private long envelopeBytes = 100_000_000;
    private long bufferBytes = 100_000_000;
    private OwnSenders senders = OwnSenders.all();
    private int threshold = THRESHOLD;
    private Time time = new SystemTime();
    private SpoolLimits space = new SpoolLimits(100_000_000, 100_000_000, 1_000);
    private FakeRealm realm = new FakeRealm();
    private Transport transport = new NioTransport();
    private int messagesPerMinute;
    private List<InetSocketAddress> dnsServers = List.of();
    private MemoryBudgets memory;
    private SpoolSpace spool;
    private Handshakes handshakes;
    private Acceptor acceptor;

    TestServer(Path spoolDirectory) {
        this(spoolDirectory, 2);
    }

    /** Takes the number of its event loops. */
    TestServer(Path spoolDirectory, int loops) {
        this.spoolDirectory = spoolDirectory;
        this.loops = new EventLoops(loops, new NioTransport(), threads, new SystemTime(), events::taskFailed);
    }

    TestServer on(String listenIp) {
        ip = listenIp;
        return this;
    }

    TestServer implicitTls() {
        scheme = Scheme.SMTPS;
        return this;
    }

    TestServer offering(TlsOffers certificates) {
        offers = certificates;
        return this;
    }

    TestServer commandTimeout(Duration timeout) {
        timeouts = with(timeout, timeouts.data(), 0, timeouts.handshake());
        return this;
    }

    TestServer dataTimeout(Duration timeout) {
        timeouts = with(timeouts.command(), timeout, 0, timeouts.handshake());
        return this;
    }

    TestServer handshakeTimeout(Duration timeout) {
        timeouts = with(timeouts.command(), timeouts.data(), 0, timeout);
        return this;
    }

    TestServer dataPace(Duration timeout, int minOctetsPerSecond) {
        timeouts = with(timeouts.command(), timeout, minOctetsPerSecond, timeouts.handshake());
        return this;
    }

    TestServer sessionTimeout(Duration timeout) {
        timeouts = new Timeouts(LONG, LONG, 0, LONG, timeout, Duration.ZERO);
        return this;
    }

    TestServer greetingDelay(Duration delay) {
        timeouts = new Timeouts(LONG, LONG, 0, LONG, LONG, delay);
        return this;
    }

    private static Timeouts with(Duration command, Duration data, int rate, Duration handshake) {
        return new Timeouts(command, data, rate, handshake, LONG, Duration.ZERO);
    }

    /** Content that is longer goes to a file. */
    TestServer threshold(int octets) {
        threshold = octets;
        return this;
    }

    /** By this clock connections are timed. */
    TestServer timedBy(Time clock) {
        time = clock;
        return this;
    }

    /** What users may send as. */
    TestServer senders(OwnSenders allowed) {
        senders = allowed;
        return this;
    }

    TestServer space(long memoryBytes, long fileBytes, int files) {
        space = new SpoolLimits(memoryBytes, fileBytes, files);
        return this;
    }

    TestServer envelopes(long octets) {
        envelopeBytes = octets;
        return this;
    }

    TestServer buffers(long octets) {
        bufferBytes = octets;
        return this;
    }

    TestServer knowing(FakeRealm users) {
        realm = users;
        return this;
    }

    TestServer through(Transport sockets) {
        transport = sockets;
        return this;
    }

    TestServer messagesPerMinute(int limit) {
        messagesPerMinute = limit;
        return this;
    }

    /** Refuses senders of whose domain these servers say that it takes no mail. */
    TestServer asking(List<InetSocketAddress> servers) {
        dnsServers = servers;
        return this;
    }

    TestServer connections(int inAll, int ofPeer) {
        counter = new ConnectionCounter(() -> new ConnectionLimits(inAll, ofPeer, 1_000, 24, 64, 0), new SystemTime());
        return this;
    }

    TestServer proxies(String proxies) {
        peers = new PeerRules(networks(proxies), peers.allowed(), peers.denied(), peers.transcribed());
        return this;
    }

    TestServer transcribing(String transcribed) {
        peers = new PeerRules(peers.proxies(), peers.allowed(), peers.denied(), networks(transcribed));
        return this;
    }

    TestServer serving(String allowed, String denied) {
        peers = new PeerRules(peers.proxies(), networks(allowed), networks(denied), peers.transcribed());
        return this;
    }

    private static Networks networks(String text) {
        return Networks.parse(text, word -> {
            throw new IllegalArgumentException(word);
        });
    }

    TestServer start() throws IOException {
        for (int attempt = 1; acceptor == null; attempt++) {
            try {
                acceptor = open(FreePort.on(ip));
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
        return this;
    }

    /** Opens the address again that was unbound, with another acceptor as another deployment would. */
    void reopen() throws IOException {
        acceptor = open(port());
    }

    private Acceptor open(int port) throws IOException {
        ListenAddress listen = new ListenAddress(scheme, Ip.of(ip), port, 50);
        AcceptorSettings settings = new AcceptorSettings(
                listen,
                peers,
                new ConversationSettings(
                        HOST_NAME, LIMITS, Service.SMTP, new UserPolicy(false, senders), EnvelopeSyntax.LENIENT),
                timeouts,
                new BufferLimits(threshold, 65_536),
                new SenderRules(!dnsServers.isEmpty(), Optional.of(CertificateUser.COMMON_NAME)),
                offers);
        spool = new SpoolSpace(new TemporaryFiles(spoolDirectory), () -> space);
        memory = new MemoryBudgets(new MemoryBudget(() -> envelopeBytes), new MemoryBudget(() -> bufferBytes));
        BlockingTasks containers = new TasksOn(task -> blocking.get().execute(task));
        handshakes = new Handshakes(containers, time);
        ConnectionServices services = new ConnectionServices(
                new ConnectionIo(loops, containers, handshakes, new TimerWheels(time), transport),
                new SharedLimits(
                        counter,
                        new RatePerMinute(() -> messagesPerMinute, ip -> IpNetwork.around(ip, 32), new SystemTime()),
                        memory,
                        spool),
                time,
                new Ids(0, new SecureRandom()),
                new NullMx(loops, new TasksOn(threads), dnsServers),
                realm,
                events);
        Acceptor bound = new Acceptor(() -> settings, services, receiver);
        bound.bind();
        return bound;
    }

    /** As a container does that has no threads left. */
    void refuseBlockingTasks() {
        blocking.set(task -> {
            throw new RejectedExecutionException();
        });
    }

    /** Keeps an event loop busy until that has happened. */
    void occupyLoop(CountDownLatch until) {
        loops.execute(() -> {
            try {
                until.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** How many steps of handshakes wait for their turn, where there is one event loop. */
    int waitingHandshakes() throws Exception {
        CompletableFuture<Integer> waiting = new CompletableFuture<>();
        EventLoop loop = loops.group().next();
        loop.execute(() -> waiting.complete(handshakes.turns(loop).waiting()));
        return waiting.get(10, TimeUnit.SECONDS);
    }

    /** What connections take of memory. */
    SpoolSpace spool() {
        return spool;
    }

    MemoryBudgets memory() {
        return memory;
    }

    Acceptor acceptor() {
        return acceptor;
    }

    int port() {
        return acceptor.settings().listen().port();
    }

    /** A connection on which nothing was said or read yet. */
    Peer connect() throws IOException {
        return Peer.connect(ip, port());
    }

    /** A connection after EHLO. */
    Peer greeted() throws IOException {
        return Peer.greeted(ip, port());
    }

    @Override
    public void close() {
        if (acceptor != null) {
            acceptor.unbind();
        }
        loops.close(Duration.ofSeconds(5));
        threads.shutdownNow();
    }
}
