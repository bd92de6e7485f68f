package org.postern.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DefaultDnsResponse;
import io.netty.handler.codec.dns.DnsQuery;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.handler.codec.dns.TcpDnsQueryDecoder;
import io.netty.handler.codec.dns.TcpDnsResponseEncoder;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A DNS server on a port of loopback, over UDP and TCP, that knows MX records only. */
final class FakeDns implements AutoCloseable {
    /** How it answers over TCP. */
    enum Tcp {
        ANSWERING,
        SILENT,
        HANGING_UP,
        CLOSED
    }

    /** Names that begin so get no answer at all. */
    private static final String SILENT = "silent.";

    /** Names that begin so make the server fail. */
    private static final String BROKEN = "broken.";

    private static final int ATTEMPTS = 5;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, List<byte[]>> zone = new ConcurrentHashMap<>();
    private final Map<String, Integer> recordsInDatagram = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> askedOverTcp = new CopyOnWriteArrayList<>();
    private final Tcp tcp;
    private final Channel datagrams;

    FakeDns(Tcp tcp) throws Exception {
        this.tcp = tcp;
        this.datagrams = bind();
    }

    /** The name with its dot at the end. */
    FakeDns with(String name, List<byte[]> mx) {
        zone.put(name, mx);
        return this;
    }

    /** Of these a datagram holds so many; that there are more is said by its TC bit (RFC 1035 section 4.1.1). */
    FakeDns truncated(String name, List<byte[]> mx, int recordsInDatagram) {
        this.recordsInDatagram.put(name, recordsInDatagram);
        return with(name, mx);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) datagrams.localAddress();
    }

    List<String> asked() {
        return asked;
    }

    List<String> askedOverTcp() {
        return askedOverTcp;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Both protocols on one port, which may be taken for the second. */
    private Channel bind() throws Exception {
        for (int attempt = 1; ; attempt++) {
            Channel bound = bindDatagrams();
            try {
                bindTcp((InetSocketAddress) bound.localAddress());
                return bound;
            } catch (BindException e) {
                bound.close().sync();
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Channel bindDatagrams() throws InterruptedException {
        return new Bootstrap()
                .group(group)
                .channel(NioDatagramChannel.class)
                .handler(pipeline(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder()))
                .bind(Ip.of("127.0.0.1"), 0)
                .sync()
                .channel();
    }

    private void bindTcp(InetSocketAddress address) throws InterruptedException, BindException {
        if (tcp != Tcp.CLOSED) {
            new ServerBootstrap()
                    .group(group)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(pipeline(new TcpDnsQueryDecoder(), new TcpDnsResponseEncoder()));
                        }
                    })
                    .bind(address)
                    .sync();
        }
    }

    private ChannelHandler pipeline(ChannelHandler decoder, ChannelHandler encoder) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(decoder, encoder, new Zone());
            }
        };
    }

    private final class Zone extends SimpleChannelInboundHandler<DnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DnsQuery query) {
            boolean inDatagram = query instanceof DatagramDnsQuery;
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            String name = question.name().toLowerCase(Locale.ROOT);
            (inDatagram ? asked : askedOverTcp).add(question.name());
            if (name.startsWith(SILENT) || (!inDatagram && tcp == Tcp.SILENT)) {
                return;
            }
            if (!inDatagram && tcp == Tcp.HANGING_UP) {
                ctx.close();
                return;
            }
            List<byte[]> records = zone.getOrDefault(name, List.of());
            DnsResponse response = response(query, code(name, records));
            response.addRecord(DnsSection.QUESTION, question);
            int fitting = inDatagram ? recordsInDatagram.getOrDefault(name, records.size()) : records.size();
            response.setTruncated(inDatagram && recordsInDatagram.containsKey(name));
            records.stream().limit(fitting).forEach(mx -> {
                ByteBuf octets = Unpooled.wrappedBuffer(mx);
                response.addRecord(
                        DnsSection.ANSWER, new DefaultDnsRawRecord(question.name(), DnsRecordType.MX, 60, octets));
            });
            ctx.writeAndFlush(response);
        }

        private DnsResponseCode code(String name, List<byte[]> records) {
            if (name.startsWith(BROKEN)) {
                return DnsResponseCode.SERVFAIL;
            }
            return records.isEmpty() ? DnsResponseCode.NXDOMAIN : DnsResponseCode.NOERROR;
        }

        private DnsResponse response(DnsQuery query, DnsResponseCode code) {
            return query instanceof DatagramDnsQuery datagram
                    ? new DatagramDnsResponse(datagram.recipient(), datagram.sender(), query.id(), query.opCode(), code)
                    : new DefaultDnsResponse(query.id(), query.opCode(), code);
        }
    }
}
