package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postern.ip.LocalAddress;

/** A header of the PROXY protocol is believed or refused alike in any pieces, and what is behind it arrives untouched. */
class ProxyHeaderFuzzTest {
    private static final int SIGNATURE = 12;
    private static final int FIXED = 16;
    /** Of version 1, with its end. */
    private static final int MAX_LINE = 107;

    private static final ConnectionFacts SOCKET = new ConnectionFacts(
            "1",
            new InetSocketAddress(Ip.of("127.0.0.1"), 1),
            LocalAddress.of(new InetSocketAddress(Ip.of("127.0.0.1"), 25)));

    @FuzzTest(maxDuration = "10s")
    void isReadAlikeInAnyPieces(byte[] input) {
        // Whether Netty sees first that a line is too long, or that it ends, depends on the cut.
        if (input.length > MAX_LINE && input[0] == 'P' && !hasEndOfLine(input)) {
            return;
        }
        List<Object> whole = outcome(input, Math.max(1, input.length));

        assertThat(whole).hasSizeLessThanOrEqualTo(1);
        assertThat(outcome(input, 1)).isEqualTo(whole);
        assertThat(outcome(input, 5)).isEqualTo(whole);
    }

    /** The connection as the header describes it, or that it was refused, or nothing yet. */
    private static List<Object> outcome(byte[] input, int piece) {
        RecordingEvents events = new RecordingEvents();
        List<Object> outcome = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(new HAProxyMessageDecoder(true));
        channel.pipeline().addLast(new ProxiedConnection(SOCKET, Duration.ofMinutes(1), events, facts -> {
            outcome.add(facts);
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
        }));
        for (int at = 0; at < input.length && channel.isOpen(); at += piece) {
            channel.writeInbound(Unpooled.copiedBuffer(input, at, Math.min(piece, input.length - at)));
        }
        outcome.addAll(events.all());
        if (!outcome.isEmpty() && events.all().isEmpty()) {
            int header = headerLength(input);
            assertThat(Inbound.of(channel)).isEqualTo(Unpooled.wrappedBuffer(input, header, input.length - header));
        }
        channel.finishAndReleaseAll();
        return outcome;
    }

    private static boolean hasEndOfLine(byte[] input) {
        return new String(input, 0, MAX_LINE, StandardCharsets.ISO_8859_1).contains("\r\n");
    }

    private static int headerLength(byte[] input) {
        if (input[0] == 'P') {
            int end = 1;
            while (input[end - 1] != '\r' || input[end] != '\n') {
                end++;
            }
            return end + 1;
        }
        return FIXED + ((input[SIGNATURE + 2] & 0xff) << 8 | (input[SIGNATURE + 3] & 0xff));
    }
}
