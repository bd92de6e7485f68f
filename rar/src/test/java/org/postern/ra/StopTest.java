package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.net.Peer;

/** What a stop waits for, and how long. */
class StopTest extends StopSetUp {
    /**
     * Some beans have a message that does not end in time.
     *
     * @param deactivated so many are ended by the container, one after the other, before it stops the adapter
     */
    @ParameterizedTest
    @CsvSource({"4,4,0", "4,4,1", "4,4,4", "1,1,0", "1,1,1", "9,9,0", "9,9,9", "9,1,0", "9,1,9", "5,3,2"})
    void allBeansAreWaitedForInOneTime(int count, int hanging, int deactivated) throws Exception {
        start(count, hanging);
        long begin = System.nanoTime();

        for (int i = 0; i < deactivated; i++) {
            server.adapter.endpointDeactivation(beans.get(i), specs.get(i));
        }
        server.adapter.stop();

        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        // The threads that the beans have are not ours; the event loops end.
        assertThat(taken).isBetween(DRAIN, DRAIN.multipliedBy(2).plusSeconds(1));
        assertThat(log.lines("POSTERN-1031")).hasSize(hanging);
    }

    @Test
    void allIsClosedAndRefusedBeforeAnythingIsWaitedFor() throws Exception {
        server.adapter.setDrainTimeoutSeconds("30");
        server.adapter.setMaxConcurrentDeliveries("1");
        start(BEANS, BEANS);
        List<Peer> idle = new ArrayList<>();
        List<Peer> waiting = new ArrayList<>();
        for (int i = 0; i < BEANS; i++) {
            idle.add(connect(ports.get(i)));
            Peer peer = connect(ports.get(i));
            send(peer);
            waiting.add(peer);
            String bean = "bean" + i;
            await().until(() ->
                    ManagedBean.activation(bean).get("WaitingDeliveries").equals(1));
        }

        Thread stop = new Thread(server.adapter::stop);
        stop.start();

        for (int i = 0; i < BEANS; i++) {
            assertThat(idle.get(i).rest()).startsWith("421");
            assertThat(waiting.get(i).reply()).startsWith("451");
        }
        assertThat(stop.isAlive()).isTrue();
        leave.countDown();
        stop.join(20_000);
        assertThat(stop.isAlive()).isFalse();
        assertThat(log.lines("POSTERN-1031")).isEmpty();
        // They wait for the next adapter, until it does not want them.
        RunningServer.forgetWhatIsLeft();
        assertThat(ports).allMatch(RunningServer::isFree);
    }

    /** Right after the stop a container gives up its threads and transactions: a message that is committed would be told 421. */
    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,3", "4,3"})
    void aStopWaitsForTheEndsThatOtherThreadsAreIn(int count, int undeployed) throws Exception {
        server.adapter.setDrainTimeoutSeconds("30");
        start(count, undeployed);
        List<Thread> threads = new ArrayList<>();
        for (int i = count - undeployed; i < count; i++) {
            threads.add(deactivateElsewhere(i));
        }
        await().until(() -> ports.subList(count - undeployed, count).stream().allMatch(RunningServer::isFree));

        Thread stop = new Thread(server.adapter::stop);
        stop.start();
        threads.add(stop);
        await().until(() -> WAITING.contains(stop.getState()));
        leave.countDown();

        for (Peer peer : peers) {
            assertThat(peer.rest()).startsWith("250");
        }
        for (Thread thread : threads) {
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(log.lines("POSTERN-1031")).isEmpty();
    }

    /** A handler of the log does not come back to whoever undeploys. */
    @Test
    void butAnEndThatHangsKeepsItOnlySoLong() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Handler holdsUp = new WaitingLog("POSTERN-1013", hangs, goOn);
        start(1, 0);
        Logger.getLogger("org.postern.ra").addHandler(holdsUp);
        try {
            Thread undeployment = deactivateElsewhere(0);
            assertThat(hangs.await(10, TimeUnit.SECONDS)).isTrue();
            long begin = System.nanoTime();

            server.adapter.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(DRAIN, DRAIN.plus(PATIENCE).plusSeconds(4));
            assertThat(undeployment.isAlive()).isTrue();
            goOn.countDown();
            undeployment.join(20_000);
            assertThat(undeployment.isAlive()).isFalse();
        } finally {
            goOn.countDown();
            Logger.getLogger("org.postern.ra").removeHandler(holdsUp);
        }
    }

    /** Addresses are kept for a next adapter with a timer of the container's. Without one, everything ends all the same. */
    @ParameterizedTest
    @MethodSource("uselessTimers")
    void withoutATimerNothingIsKeptAndEverythingEnds(FakeContainer.Timers timers) throws Exception {
        ActivationHandover place = new ActivationHandover();
        try (RunningServer alone =
                new RunningServer(FakeSecurity.none(), new SmtpResourceAdapter(Surroundings.real(), place))) {
            alone.adapter.start(new FakeContainer(alone.workManager, alone.transactions, timers));
            alone.activate(alone.bean("orders"));

            alone.adapter.stop();

            assertThat(RunningServer.isFree(alone.port)).isTrue();
            await().until(() -> alone.workManager.liveThreads() == 0);
            assertThat(ManagedBean.all("Adapter", "adapter=*")).isEmpty();
            assertThat(place.left().activations()).hasSize(1);
        }
    }
}
