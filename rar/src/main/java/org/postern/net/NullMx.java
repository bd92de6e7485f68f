package org.postern.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import java.net.IDN;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks DNS whether a domain says that it takes no mail (RFC 7505). Thread-safe. Nothing is asked, and no resolver
 * exists, before the first client wants to send.
 */
public final class NullMx {
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_QUERIES = 4;

    /** More than all queries together may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A preference, and the root for a name: RFC 7505 section 3. */
    private static final int NULL_MX_OCTETS = 3;

    private final EventLoops loops;
    private final List<InetSocketAddress> servers;
    private final BlockingTasks threads;
    private final AtomicReference<@Nullable CompletableFuture<DnsNameResolver>> resolver = new AtomicReference<>();

    /**
     * Prepares to ask.
     *
     * @param threads read which servers the operating system has
     * @param servers in the order in which they are asked; those of the operating system if there are none
     */
    public NullMx(EventLoops loops, BlockingTasks threads, List<InetSocketAddress> servers) {
        this.loops = loops;
        this.threads = threads;
        this.servers = servers;
    }

    /** Tells whether the domain of a mailbox takes no mail. It does only if DNS says so. */
    CompletableFuture<Boolean> isPublishedFor(String mailbox) {
        String domain = mailbox.substring(mailbox.lastIndexOf('@') + 1);
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        if (domain.isEmpty() || domain.startsWith("[")) {
            answer.complete(false);
            return answer;
        }
        try {
            String name = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
            // With its dot at the end the name is looked up as it is; some senders have written it.
            DnsQuestion question = new DefaultDnsQuestion(name.endsWith(".") ? name : name + ".", DnsRecordType.MX);
            Future<?> deadline = loops.after(PATIENCE, () -> answer.complete(false));
            answer.whenComplete((known, failure) -> deadline.cancel(false));
            resolver()
                    .thenAccept(asked -> asked.resolveAll(question)
                            .addListener((io.netty.util.concurrent.Future<List<DnsRecord>> found) ->
                                    answer.complete(found.isSuccess() && isNullMx(found.getNow()))))
                    .exceptionally(failure -> {
                        answer.complete(false);
                        return null;
                    });
        } catch (IllegalArgumentException e) {
            answer.complete(false); // No name that DNS could know.
        }
        return answer;
    }

    private static boolean isNullMx(List<DnsRecord> records) {
        try {
            return records.size() == 1
                    && records.get(0) instanceof DnsRawRecord mx
                    && mx.type().equals(DnsRecordType.MX)
                    && mx.content().readableBytes() == NULL_MX_OCTETS
                    && mx.content().getByte(mx.content().writerIndex() - 1) == 0;
        } finally {
            records.forEach(ReferenceCountUtil::release);
        }
    }

    /** Made once, and not on an event loop: the operating system keeps its servers in a file. */
    private CompletableFuture<DnsNameResolver> resolver() {
        CompletableFuture<DnsNameResolver> mine = new CompletableFuture<>();
        CompletableFuture<DnsNameResolver> first = resolver.compareAndExchange(null, mine);
        if (first != null) {
            return first;
        }
        threads.run(() -> mine.complete(make())).exceptionally(failure -> {
            resolver.set(null);
            mine.completeExceptionally(failure);
            return null;
        });
        return mine;
    }

    private DnsNameResolver make() {
        return new DnsNameResolverBuilder(loops.group().next())
                .datagramChannelFactory(() -> withBuffers(new NioDatagramChannel()))
                // What a datagram cannot hold is cut off, and is to be asked for once more (RFC 7766 section 5):
                // without this Netty takes what is left for the answer, and nothing for a name that does not exist.
                .socketChannelFactory(() -> tellingItsEnd(withBuffers(new NioSocketChannel())))
                .nameServerProvider(
                        servers.isEmpty()
                                ? DnsServerAddressStreamProviders.platformDefault()
                                : new SequentialDnsServerAddressStreamProvider(servers))
                // Which names are asked for is up to peers, and what is remembered of them has no bound.
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
                .queryTimeoutMillis(QUERY_TIMEOUT.toMillis())
                .maxQueriesPerResolve(MAX_QUERIES)
                .build();
    }

    /**
     * Netty does not look whether the connection of a question ends, and waits for an answer as long as it may: a
     * server that hangs up would cost the peer that time, and a port that ends the buffers of what the datagram held.
     */
    private static <C extends Channel> C tellingItsEnd(C channel) {
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelInactive(ChannelHandlerContext ctx) {
                ctx.fireExceptionCaught(new ClosedChannelException());
            }
        });
        return channel;
    }

    private <C extends Channel> C withBuffers(C channel) {
        channel.config().setAllocator(loops.buffers());
        return channel;
    }
}
