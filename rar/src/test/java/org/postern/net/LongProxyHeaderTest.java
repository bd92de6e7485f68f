package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ip.LocalAddress;
import org.postern.smtp.SmallStack;

/** The values of a PROXY header can lie inside of each other, and have as many octets as two octets can count. */
class LongProxyHeaderTest {
    private static final byte[] SIGNATURE = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final int VERSION_2_PROXY = 0x21;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int ADDRESSES = 12;
    private static final int SSL = 0x20;
    /** Type, length, client and verify. */
    private static final int SSL_HEADER = 8;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 127, 128, 129, 1_000, 8_000})
    void comesToAnEndHoweverDeepItIs(int depth) throws InterruptedException {
        AtomicInteger outcomes = new AtomicInteger();
        SmallStack.run(() -> outcomes.set(outcomes(header(depth))));

        assertThat(outcomes).hasValue(1);
    }

    /** That the connection was admitted, or refused. */
    private static int outcomes(ByteBuf header) {
        RecordingEvents events = new RecordingEvents();
        AtomicInteger admitted = new AtomicInteger();
        ConnectionFacts socket = new ConnectionFacts(
                "1",
                new InetSocketAddress(Ip.of("127.0.0.1"), 1),
                LocalAddress.of(new InetSocketAddress(Ip.of("127.0.0.1"), 25)));
        EmbeddedChannel channel = new EmbeddedChannel(new HAProxyMessageDecoder(true));
        channel.pipeline().addLast(new ProxiedConnection(socket, Duration.ofMinutes(1), events, facts -> {
            admitted.incrementAndGet();
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
        }));
        channel.writeInbound(header);
        channel.finishAndReleaseAll();
        return admitted.get() + events.all().size();
    }

    private static ByteBuf header(int depth) {
        ByteBuf header = Unpooled.buffer();
        header.writeBytes(SIGNATURE).writeByte(VERSION_2_PROXY).writeByte(TCP_OVER_IPV4);
        header.writeShort(ADDRESSES + depth * SSL_HEADER);
        header.writeInt(0x7f000001).writeInt(0x7f000001).writeShort(1).writeShort(25);
        for (int level = 1; level <= depth; level++) {
            header.writeByte(SSL).writeShort((depth - level) * SSL_HEADER + SSL_HEADER - 3);
            header.writeByte(1).writeInt(0);
        }
        return header;
    }
}
