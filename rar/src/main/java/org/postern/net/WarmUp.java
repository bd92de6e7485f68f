package org.postern.net;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.postern.smtp.Credentials;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;
import org.postern.smtp.Service;

/**
 * Holds conversations in memory, by the classes and settings that will serve the clients of an address, so that the JVM has compiled
 * what the first of them need. No socket, bean, counter, log line or limit of the adapter has a part in it: the messages are
 * forgotten, and all that is counted is counted apart. Used by one thread.
 */
public final class WarmUp {
    /** The JVM compiles what has run some hundred times, and works on that beside. */
    public static final int CONVERSATIONS = 1_000;

    /** The thread is the container's. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    private static final int BDAT_EACH = 4;
    private static final int PORT = 40_000;
    private static final String CONTENT = "Date: Thu, 1 Jan 1970 00:00:00 +0000\r\nSubject: none\r\n\r\n"
            + "A line of a message that goes nowhere, and is no longer than most of them.\r\n".repeat(50);

    private final AcceptorSettings settings;
    private final ConnectionServices services;
    private final BooleanSupplier wanted;
    private final AtomicInteger accepted = new AtomicInteger();

    /**
     * Prepares to talk.
     *
     * @param settings of an address
     * @param live what its connections share; of that only time is used
     * @param wanted asked before each conversation, which takes milliseconds
     */
    public WarmUp(AcceptorSettings settings, ConnectionServices live, BooleanSupplier wanted) {
        this.settings = quiet(settings);
        this.services = apart(live);
        this.wanted = wanted;
    }

    /**
     * Talks, for two seconds at most. Blocks.
     *
     * @return how many messages were accepted: none where a client has to authenticate or to begin TLS before
     */
    public int talk(int conversations) {
        Moment end = services.time().moment().plus(LONGEST);
        for (int i = 1;
                i <= conversations
                        && wanted.getAsBoolean()
                        && services.time().moment().isBefore(end);
                i++) {
            talk(i % BDAT_EACH == 0 ? inOneWrite() : inTurn());
        }
        return accepted.get();
    }

    private void talk(List<String> writes) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAutoRead(false);
        // What a thread that is no event loop's takes of the loops' own, Netty never gives back.
        channel.config().setAllocator(UnpooledByteBufAllocator.DEFAULT);
        ConnectionFacts facts = new ConnectionFacts(
                services.ids().next(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT),
                settings.listen().localAddress());
        try {
            channel.pipeline().addLast(new Connection(facts, settings, services, transaction -> this::discard));
            channel.pipeline().fireChannelActive();
            for (String octets : writes) {
                if (!channel.isOpen()) {
                    return; // This address wants something else first.
                }
                channel.writeInbound(Unpooled.copiedBuffer(octets, StandardCharsets.US_ASCII));
                channel.releaseOutbound();
            }
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private List<String> inTurn() {
        return List.of(
                hello(),
                "MAIL FROM:<sender@client.example> SIZE=" + CONTENT.length() + "\r\n",
                "RCPT TO:<recipient@" + settings.conversation().hostName() + ">\r\n",
                "DATA\r\n",
                CONTENT + ".\r\n",
                "QUIT\r\n");
    }

    private List<String> inOneWrite() {
        return List.of(
                hello(),
                "MAIL FROM:<sender@client.example> BODY=8BITMIME\r\nRCPT TO:<recipient@"
                        + settings.conversation().hostName() + ">\r\nBDAT " + CONTENT.length() + " LAST\r\n" + CONTENT,
                "QUIT\r\n");
    }

    private String hello() {
        return (settings.conversation().service() == Service.LMTP ? "LHLO" : "EHLO") + " client.example\r\n";
    }

    private CompletableFuture<List<Reply>> discard(ReceivedMessage message) {
        try {
            message.content().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accepted.incrementAndGet();
        return CompletableFuture.completedFuture(List.of(Replies.accepted(message.id())));
    }

    /** DNS is not asked about the sender, and the greeting does not wait. */
    private static AcceptorSettings quiet(AcceptorSettings live) {
        Timeouts timeouts = live.timeouts();
        return new AcceptorSettings(
                live.listen(),
                live.peers(),
                live.conversation(),
                new Timeouts(
                        timeouts.command(),
                        timeouts.data(),
                        timeouts.minOctetsPerSecond(),
                        timeouts.handshake(),
                        timeouts.session(),
                        Duration.ZERO),
                live.buffers(),
                new SenderRules(false, Optional.empty()),
                live.offers());
    }

    private static ConnectionServices apart(ConnectionServices live) {
        Time time = live.time();
        SpoolLimits memoryOnly = new SpoolLimits(MemoryBudgets.OF_BUFFERS, 0, 0);
        return new ConnectionServices(
                new ConnectionIo(
                        live.io().loops(),
                        WarmUp::runHere,
                        live.io().handshakes(),
                        live.io().transport()),
                new SharedLimits(
                        live.limits().connections(), // Asked by acceptors only.
                        new RatePerMinute(() -> 0, ip -> IpNetwork.around(ip, 0), time),
                        MemoryBudgets.of(() -> MemoryBudgets.OF_BUFFERS),
                        new SpoolSpace(live.limits().spool().directory(), () -> memoryOnly)),
                time,
                new Ids(0, new SplittableRandom(0)),
                live.nullMx(), // Not asked by these settings.
                new NoUsers(),
                noEvents());
    }

    private static ConnectionEvents noEvents() {
        return (ConnectionEvents) Proxy.newProxyInstance(
                ConnectionEvents.class.getClassLoader(),
                new Class<?>[] {ConnectionEvents.class},
                (proxy, method, arguments) -> null);
    }

    private static CompletableFuture<Void> runHere(Runnable task) {
        task.run();
        return CompletableFuture.completedFuture(null);
    }

    /** No client authenticates here. */
    private static final class NoUsers implements Realm {
        @Override
        public boolean isAvailable() {
            return false;
        }

        @Override
        public CompletableFuture<RealmAnswer> authenticate(
                ConnectionFacts connection, String user, Credentials credentials) {
            return CompletableFuture.completedFuture(new RealmAnswer(Optional.empty(), Optional.empty()));
        }
    }
}
