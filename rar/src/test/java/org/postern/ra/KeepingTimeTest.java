package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.channel.ServerChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.BoundSocket;
import org.postern.net.Ip;
import org.postern.net.ListenAddress;
import org.postern.net.ManualClock;
import org.postern.ra.address.KeptSockets;

/** How long addresses stay bound that nobody takes over. */
class KeepingTimeTest {
    private final ManualClock time = new ManualClock();
    private final ManualTimer timer = new ManualTimer();
    private final KeptSockets kept = new KeptSockets();
    private boolean undeployed;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void whatNobodyTakesIsFreedAfterAWhile(int sockets) {
        List<FakeSocket> all = keep(sockets);
        begin(() -> false);

        time.pass(KeepingTime.LONGEST.minusMillis(1));
        timer.tick();
        assertThat(all).noneMatch(FakeSocket::isClosed);
        assertThat(timer.cancelled).isFalse();

        time.pass(Duration.ofMillis(1));
        timer.tick();
        assertThat(all).allMatch(FakeSocket::isClosed);
        assertThat(timer.cancelled).isTrue();
    }

    /** Somebody sets the clock on the wall while the adapter is restarted. */
    @ParameterizedTest
    @ValueSource(longs = {-7200, 7200})
    void theClockOnTheWallMakesNoDifference(long seconds) {
        List<FakeSocket> all = keep(1);
        begin(() -> false);

        time.jump(Duration.ofSeconds(seconds));
        timer.tick();

        assertThat(all).noneMatch(FakeSocket::isClosed);
        time.pass(KeepingTime.LONGEST);
        timer.tick();
        assertThat(all).allMatch(FakeSocket::isClosed);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 29_000})
    void anUndeploymentFreesItAtOnce(long millisBefore) {
        List<FakeSocket> all = keep(2);
        begin(() -> undeployed);
        time.pass(Duration.ofMillis(millisBefore));
        timer.tick();
        assertThat(all).noneMatch(FakeSocket::isClosed);

        undeployed = true;
        timer.tick();

        assertThat(all).allMatch(FakeSocket::isClosed);
        assertThat(timer.cancelled).isTrue();
    }

    @Test
    void whatTheNextAdapterHasTakenIsItsOwn() {
        List<FakeSocket> all = keep(2);
        begin(() -> undeployed);
        new KeptSockets().takeAll(kept);

        timer.tick();
        assertThat(timer.cancelled).isTrue();
        undeployed = true;
        timer.tick();

        assertThat(all).noneMatch(FakeSocket::isClosed);
    }

    /** Payara's class loader ends the stack when it is closed and has never told anybody before. */
    @ParameterizedTest
    @ValueSource(
            classes = {StackOverflowError.class, NoClassDefFoundError.class, IllegalStateException.class, Error.class})
    void aClassLoaderThatFailsIsClosed(Class<? extends Throwable> how) {
        List<FakeSocket> all = keep(2);
        begin(() -> {
            throw failure(how);
        });

        timer.tick();

        assertThat(all).allMatch(FakeSocket::isClosed);
        assertThat(timer.cancelled).isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class, NoClassDefFoundError.class})
    void whatATimerThatFailsWouldFreeIsFreedAtOnce(Class<? extends Throwable> how) {
        List<FakeSocket> all = keep(2);
        timer.failure = how;

        assertThatExceptionOfType(how).isThrownBy(() -> begin(() -> false));

        assertThat(all).allMatch(FakeSocket::isClosed);
    }

    @Test
    void aClassLoaderThatIsOpenIsNoUndeployment() {
        assertThat(KeepingTime.CLASSES_ARE_GONE.getAsBoolean()).isFalse();
    }

    private static RuntimeException failure(Class<? extends Throwable> how) {
        try {
            Throwable failure = how.getDeclaredConstructor().newInstance();
            if (failure instanceof Error error) {
                throw error;
            }
            return (RuntimeException) failure;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no such failure", e);
        }
    }

    private void begin(BooleanSupplier noNextOne) {
        KeepingTime.begin(kept, timer, noNextOne, time);
    }

    private List<FakeSocket> keep(int count) {
        List<FakeSocket> sockets = new ArrayList<>();
        for (int port = 1; port <= count; port++) {
            FakeSocket socket = new FakeSocket();
            kept.add(new ListenAddress(ListenAddress.Scheme.SMTP, Ip.of("127.0.0.1"), port, 50), socket);
            sockets.add(socket);
        }
        return sockets;
    }

    private static final class FakeSocket implements BoundSocket {
        private boolean closed;

        @Override
        public ServerChannel channel() {
            throw new AssertionError("nobody goes on");
        }

        @Override
        public void close() {
            assertThat(closed).isFalse();
            closed = true;
        }

        boolean isClosed() {
            return closed;
        }
    }

    /** Runs its task when the test says so. */
    private static final class ManualTimer extends Timer {
        private TimerTask task;
        private boolean cancelled;
        private Class<? extends Throwable> failure;

        ManualTimer() {
            super(true);
            super.cancel();
        }

        @Override
        public void schedule(TimerTask periodic, long delay, long period) {
            if (failure != null) {
                throw failure(failure);
            }
            task = periodic;
        }

        @Override
        public void cancel() {
            cancelled = true;
            super.cancel();
        }

        void tick() {
            task.run();
        }
    }
}
