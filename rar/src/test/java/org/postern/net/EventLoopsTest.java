package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

    /** What an executor does with a loop, from the one on that is told. */
    private enum Refusal {
        REJECTS {
            @Override
            void take(Runnable loop) {
                throw new RejectedExecutionException("no thread");
            }
        },
        BREAKS {
            @Override
            void take(Runnable loop) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        },
        FORGETS {
            @Override
            void take(Runnable loop) {}
        };

        abstract void take(Runnable loop);
    }

    static Stream<Arguments> refusals() {
        return Arrays.stream(Refusal.values())
                .flatMap(refusal -> IntStream.rangeClosed(1, 5).mapToObj(from -> Arguments.of(refusal, from)));
    }

    /** Each loop has a selector, of two files or three: a deployment that is tried again and again would use all there are. */
    @ParameterizedTest
    @MethodSource("refusals")
    void loopsWithoutAThreadLeaveNoFileOpen(Refusal refusal, int from) {
        long before = openFiles();

        for (int i = 0; i < 20; i++) {
            AtomicInteger asked = new AtomicInteger();
            EventLoops some = new EventLoops(
                    4,
                    new NioTransport(),
                    loop -> {
                        if (asked.incrementAndGet() < from) {
                            start(loop);
                        } else {
                            refusal.take(loop);
                        }
                    },
                    new SystemTime(),
                    failures::add);
            try {
                some.start();
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                assertThat(refusal).isNotEqualTo(Refusal.FORGETS);
            }
            if (i % 2 == 0) {
                some.release();
            } else {
                some.close(Duration.ofMillis(20));
            }
        }

        await().untilAsserted(() -> assertThat(openFiles()).isLessThan(before + 20));
    }

    /** A thread that comes when nobody waits for it any more finds nothing to do, and ends what was left for it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aThreadThatComesTooLateEndsAtOnce(boolean released) throws Exception {
        List<Runnable> late = new CopyOnWriteArrayList<>();
        EventLoops one = new EventLoops(1, new NioTransport(), late::add, new SystemTime(), failures::add);
        one.start();
        ChannelFuture bound = new ServerBootstrap()
                .group(one.group())
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter())
                .bind(Ip.of("127.0.0.1"), 0);
        if (released) {
            one.release();
        } else {
            assertThat(one.close(Duration.ofMillis(20))).isFalse();
        }

        late.forEach(this::start);

        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
        await().until(() -> !bound.channel().isOpen());
        assertThat(failures).isEmpty();
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private void start(Runnable loop) {
        Thread thread = new Thread(loop);
        threads.add(thread);
        thread.start();
    }
}
