package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EventLoopsTest {
    private static final Duration SOON = Duration.ofMillis(1);

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final EventLoops loops =
            new EventLoops(3, new NioTransport(), this::start, new SystemTime(), failures::add);

    @AfterEach
    void close() {
        assertThat(loops.close(Duration.ofSeconds(10))).isTrue();
    }

    /** Netty cancels it without a word. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTaskThatFailsIsCalledAgainInItsTime(boolean error) {
        AtomicInteger calls = new AtomicInteger();
        loops.every(SOON, () -> {
            calls.incrementAndGet();
            if (error) {
                throw new NoClassDefFoundError("gone");
            }
            throw new IllegalStateException("the WorkManager");
        });

        await().until(() -> calls.get() > 3);
        assertThat(failures).hasSizeGreaterThan(2);
    }

    @Test
    void whatASingleTaskThrowsIsTold() {
        loops.after(SOON, () -> {
            throw new IllegalStateException("after");
        });
        loops.execute(() -> {
            throw new IllegalStateException("execute");
        });

        await().until(() -> failures.size() == 2);
        assertThat(failures).extracting(Throwable::getMessage).containsExactlyInAnyOrder("after", "execute");
    }

    /** Netty's own loop would leave the port bound for ever when it is told to end at this moment. */
    @Test
    void noLoopEndsBeforeItsChannels() throws Exception {
        EventLoops one = new EventLoops(1, new NioTransport(), this::start, new SystemTime(), failures::add);
        Channel channel = new ServerBootstrap()
                .group(one.group())
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter())
                .bind(Ip.of("127.0.0.1"), 0)
                .sync()
                .channel();

        // After it has looked what to close, and before it looks whether to end.
        one.execute(one::release);

        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(channel.isOpen()).isFalse();
        assertThat(failures).isEmpty();
    }

    @Test
    void allThreadsAreAskedForAtTheStart() {
        assertThat(threads).isEmpty();

        loops.start();

        assertThat(threads).hasSize(3);
    }

    @Test
    void anExecutorThatRefusesOneFailsTheStart() {
        AtomicInteger asked = new AtomicInteger();
        EventLoops some = new EventLoops(
                3,
                new NioTransport(),
                task -> {
                    if (asked.incrementAndGet() == 2) {
                        throw new RejectedExecutionException("no thread");
                    }
                    start(task);
                },
                new SystemTime(),
                failures::add);

        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(some::start);

        assertThat(some.close(Duration.ofSeconds(10))).isTrue();
    }

    private void start(Runnable loop) {
        Thread thread = new Thread(loop);
        threads.add(thread);
        thread.start();
    }
}
