package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NullMxTest {
    private static final byte[] NULL_MX = {0, 0, 0};

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, List<byte[]>> zone = Map.of(
            "null.example.",
            List.of(NULL_MX),
            "xn--bcher-kva.example.",
            List.of(NULL_MX),
            "mail.example.",
            List.of(new byte[] {0, 10, 1, 'a', 0}),
            "odd.example.",
            List.of(NULL_MX, new byte[] {0, 10, 1, 'a', 0}));

    private Channel dns;
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        dns = new Bootstrap()
                .group(group)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new Zone());
                    }
                })
                .bind(Ip.of("127.0.0.1"), 0)
                .sync()
                .channel();
        server = new TestServer(directory)
                .asking(List.of((InetSocketAddress) dns.localAddress()))
                .start();
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        dns.close().sync();
        group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@null.example", "a@NULL.example"})
    void aSenderWhoseDomainTakesNoMailIsRefused(String sender) throws Exception {
        try (Peer peer = server.greeted()) {
            assertThat(peer.ask("MAIL FROM:<" + sender + ">"))
                    .isEqualTo("550 5.7.27 The domain of the sender takes no mail, see RFC 7505\r\n");
            assertThat(peer.ask("MAIL FROM:<a@mail.example>")).startsWith("250");
        }
    }

    @Test
    void aDomainIsAskedForAsDnsKnowsIt() throws Exception {
        try (Peer peer = server.greeted()) {
            peer.send("MAIL FROM:<a@b\u00fccher.example> SMTPUTF8\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(peer.reply()).startsWith("550 5.7.27");
        }
        assertThat(asked).containsExactly("xn--bcher-kva.example.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@mail.example", "a@odd.example", "a@unknown.example", "a@broken.example"})
    void otherSendersAreAccepted(String sender) throws Exception {
        try (Peer peer = server.greeted()) {
            assertThat(peer.ask("MAIL FROM:<" + sender + ">")).startsWith("250");
        }
        assertThat(asked).isNotEmpty();
    }

    @Test
    void nobodyIsAskedAboutSendersWithoutADomain() throws Exception {
        try (Peer peer = server.greeted()) {
            assertThat(peer.ask("MAIL FROM:<>")).startsWith("250");
            assertThat(peer.ask("RSET")).startsWith("250");
            assertThat(peer.ask("MAIL FROM:<a@[192.0.2.1]>")).startsWith("250");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void whenDnsIsSilentTheSenderIsAccepted() throws Exception {
        try (Peer peer = server.greeted()) {
            peer.send("MAIL FROM:<a@silent.example>\r\nNOOP\r\n");
            assertThat(peer.reply()).startsWith("250 2.1.0");
            assertThat(peer.reply()).startsWith("250 2.0.0");
        }
    }

    private final class Zone extends SimpleChannelInboundHandler<DatagramDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramDnsQuery query) {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            String name = question.name().toLowerCase(java.util.Locale.ROOT);
            asked.add(question.name());
            if (name.equals("silent.example.")) {
                return;
            }
            List<byte[]> records = zone.getOrDefault(name, List.of());
            DnsResponseCode code = name.equals("broken.example.")
                    ? DnsResponseCode.SERVFAIL
                    : records.isEmpty() ? DnsResponseCode.NXDOMAIN : DnsResponseCode.NOERROR;
            DatagramDnsResponse response =
                    new DatagramDnsResponse(query.recipient(), query.sender(), query.id(), query.opCode(), code);
            response.addRecord(DnsSection.QUESTION, question);
            for (byte[] mx : records) {
                ByteBuf octets = Unpooled.wrappedBuffer(mx);
                response.addRecord(
                        DnsSection.ANSWER, new DefaultDnsRawRecord(question.name(), DnsRecordType.MX, 60, octets));
            }
            ctx.writeAndFlush(response);
        }
    }
}
