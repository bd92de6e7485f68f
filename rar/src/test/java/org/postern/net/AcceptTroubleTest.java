package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AcceptTroubleTest {
    private static final String MESSAGE = "Too many open files";

    @TempDir
    private Path directory;

    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    /** What the operating system says as long as no descriptor is left; who has connected waits meanwhile. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aConnectionThatCannotBeAcceptedIsToldAndAcceptedLater(int failures) throws Exception {
        Logger library = Logger.getLogger("io.netty");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                // Others that end meanwhile have lines of their own.
                if (line.getThrown() != null && MESSAGE.equals(line.getThrown().getMessage())) {
                    warnings.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        library.addHandler(handler);
        try (TestServer server = new TestServer(directory)
                        .through(new WithoutDescriptors(failures))
                        .start();
                Peer peer = server.connect()) {
            assertThat(peer.reply()).startsWith("220");

            await().untilAsserted(() -> assertThat(server.events.all())
                    .isEqualTo(Collections.nCopies(failures, "accept failed " + MESSAGE)));
            assertThat(warnings).isEmpty();
        } finally {
            library.removeHandler(handler);
        }
    }

    /** The real sockets, but that nobody can be accepted for a while. */
    private static final class WithoutDescriptors implements Transport {
        private final NioTransport real = new NioTransport();
        private final AtomicInteger failures;

        WithoutDescriptors(int failures) {
            this.failures = new AtomicInteger(failures);
        }

        @Override
        public EventLoopGroup loops(int threads, Executor executor) {
            return real.loops(threads, executor);
        }

        @Override
        public ChannelFactory<? extends ServerChannel> servers(ListenAddress listen) {
            return () -> new NioServerSocketChannel() {
                @Override
                protected int doReadMessages(List<Object> accepted) throws Exception {
                    if (failures.getAndDecrement() > 0) {
                        throw new IOException(MESSAGE);
                    }
                    return super.doReadMessages(accepted);
                }

                /** Somebody has waited for this address, and is there before the thread that binds it goes on. */
                @Override
                protected void doBind(SocketAddress address) throws Exception {
                    super.doBind(address);
                    if (javaChannel().getLocalAddress() instanceof InetSocketAddress bound) {
                        new Socket(bound.getAddress(), bound.getPort()).close();
                    }
                }
            };
        }

        @Override
        public CompletionStage<BoundSocket> keep(Channel server) {
            return real.keep(server);
        }
    }
}
