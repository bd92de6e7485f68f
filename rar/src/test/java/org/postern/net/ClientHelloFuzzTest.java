package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLEngine;
import org.postern.tls.ClientHello;

/** What stands where a ClientHello should be is read once, in whatever pieces, and then given to the TLS layer whole. */
class ClientHelloFuzzTest {
    private static final SSLEngine ENGINE = TrustingTls.context().createSSLEngine();

    @FuzzTest(maxDuration = "10s")
    void isReadAlikeInAnyPieces(byte[] input) {
        List<Optional<ClientHello>> whole = read(input, Math.max(1, input.length));

        assertThat(whole).hasSizeLessThanOrEqualTo(1);
        assertThat(read(input, 1)).isEqualTo(whole);
        assertThat(read(input, 7)).isEqualTo(whole);
    }

    private static List<Optional<ClientHello>> read(byte[] input, int piece) {
        List<Optional<ClientHello>> read = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel();
        ClientHelloReader reader = new ClientHelloReader(
                ENGINE,
                hello -> {
                    read.add(hello);
                    return CompletableFuture.completedStage(ENGINE);
                },
                // As the owner does: the TLS layer takes its place.
                engine ->
                        channel.pipeline().replace(ClientHelloReader.class, null, new ChannelInboundHandlerAdapter()));
        channel.pipeline().addLast(reader);
        try {
            for (int at = 0; at < input.length; at += piece) {
                channel.writeInbound(Unpooled.copiedBuffer(input, at, Math.min(piece, input.length - at)));
            }
            if (!read.isEmpty()) {
                assertThat(Inbound.of(channel)).isEqualTo(Unpooled.wrappedBuffer(input));
            }
        } catch (DecoderException e) {
            read.add(Optional.empty()); // The connection would be closed.
        }
        channel.finishAndReleaseAll();
        return read;
    }
}
