package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.InternalThreadLocalMap;
import jakarta.resource.NotSupportedException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Peer;

@Timeout(30)
class LifeCycleTest {
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    @Test
    void fromStartToStop() throws Exception {
        FakeBean bean = server.bean("orders");
        server.start();
        assertThat(RunningServer.isFree(server.port)).isTrue();

        SmtpActivationSpec spec = server.activate(bean);
        assertThat(server.send("hello\r\n")).startsWith("250");
        assertThat(bean.received()).containsExactly("hello\r\n");
        server.adapter.endpointDeactivation(bean, spec);
        assertThat(RunningServer.isFree(server.port)).isTrue();
        server.adapter.stop();

        await().until(() -> server.workManager.liveThreads() == 0);
        assertThat(log.lines("POSTERN-1001")).hasSize(1);
        assertThat(log.lines("POSTERN-1002")).hasSize(1);
        assertThat(log.lines("POSTERN-9")).isEmpty();
    }

    /** Whoever looks at a thread dump of the server sees whose they are; in the container's pool they have its names again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void theThreadsOfTheContainerHaveNamesAsLongAsTheyServeTheAdapter(int ioThreads) throws Exception {
        server.adapter.setIoThreads(String.valueOf(ioThreads));
        server.start();

        List<String> expected = new ArrayList<>(List.of("postern-dispatcher-1"));
        IntStream.rangeClosed(1, ioThreads).forEach(number -> expected.add("postern-io-" + number));
        await().untilAsserted(() -> assertThat(namesInThreadDump()).containsExactlyInAnyOrderElementsOf(expected));
        server.adapter.stop();
        await().untilAsserted(() -> assertThat(namesInThreadDump()).isEmpty());
    }

    private static List<String> namesInThreadDump() {
        return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .map(ThreadInfo::getThreadName)
                .filter(name -> name.startsWith("postern-"))
                .toList();
    }

    @Test
    void againAndAgain() throws Exception {
        server.start();
        for (int i = 0; i < 20; i++) {
            FakeBean bean = server.bean("orders");
            SmtpActivationSpec spec = server.activate(bean);
            assertThat(server.send("hello\r\n")).startsWith("250");
            server.adapter.endpointDeactivation(bean, spec);
            assertThat(bean.received()).hasSize(1);
        }
        server.adapter.stop();

        await().until(() -> server.workManager.liveThreads() == 0);
        assertThat(log.lines("POSTERN-9")).isEmpty();
    }

    @Test
    void stoppedItCanBeStartedAgain() throws Exception {
        for (int i = 0; i < 20; i++) {
            server.start();
            server.activate(server.bean("orders"));
            assertThat(server.send("hello\r\n")).startsWith("250");
            server.adapter.stop();
            RunningServer.forgetWhatIsLeft();
            assertThat(RunningServer.isFree(server.port)).isTrue();
        }

        await().until(() -> server.workManager.liveThreads() == 0);
        assertThat(log.lines("POSTERN-1003")).isEmpty();
    }

    /** A value in a thread of the server's would keep the class loader of each deployment. */
    @Test
    void leavesNothingInThreadsOfTheContainer() throws Exception {
        FakeBean bean = server.bean("orders");
        server.start();
        assertThat(InternalThreadLocalMap.getIfSet()).isNull();
        SmtpActivationSpec spec = server.activate(bean);
        assertThat(InternalThreadLocalMap.getIfSet()).isNull();
        assertThat(server.send("hello\r\n")).startsWith("250");
        server.adapter.endpointDeactivation(bean, spec);
        assertThat(InternalThreadLocalMap.getIfSet()).isNull();
        server.activate(bean);
        server.adapter.stop();
        assertThat(InternalThreadLocalMap.getIfSet()).isNull();

        await().until(() -> server.workManager.liveThreads() == 0);
        assertThat(server.workManager.forgetful()).isEmpty();
    }

    @Test
    void stoppingEndsWhatTheContainerHasLeft() throws Exception {
        server.start();
        server.activate(server.bean("orders"));
        Peer peer = Peer.greeted("127.0.0.1", server.port);

        server.adapter.stop();
        server.adapter.stop();

        assertThat(peer.rest()).startsWith("421 4.3.2 ");
        RunningServer.forgetWhatIsLeft();
        assertThat(RunningServer.isFree(server.port)).isTrue();
        await().until(() -> server.workManager.liveThreads() == 0);
    }

    @Test
    void undeployingWaitsForTheDeliveryUnderWay() throws Exception {
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        FakeBean bean = server.bean("orders").doing(mail -> {
            delivering.countDown();
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
        });
        server.start();
        SmtpActivationSpec spec = server.activate(bean);
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.beginData();
            peer.send("hello\r\n.\r\n");
            assertThat(delivering.await(10, TimeUnit.SECONDS)).isTrue();
            Thread undeploy = new Thread(() -> server.adapter.endpointDeactivation(bean, spec));
            undeploy.start();

            await().until(() -> RunningServer.isFree(server.port));
            await().until(() -> undeploy.getState() == Thread.State.TIMED_WAITING);
            goOn.countDown();

            assertThat(peer.reply()).startsWith("250");
            assertThat(peer.rest()).startsWith("421 4.3.2 ");
            undeploy.join(10_000);
            assertThat(undeploy.isAlive()).isFalse();
            assertThat(log.lines("POSTERN-1031")).isEmpty();
        }
    }

    @Test
    void undeployingDoesNotWaitForEver() throws Exception {
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        FakeBean bean = server.bean("orders").doing(mail -> {
            delivering.countDown();
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
        });
        server.adapter.setDrainTimeoutSeconds("0");
        server.start();
        SmtpActivationSpec spec = server.activate(bean);
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.beginData();
            peer.send("hello\r\n.\r\n");
            assertThat(delivering.await(10, TimeUnit.SECONDS)).isTrue();

            server.adapter.endpointDeactivation(bean, spec);

            assertThat(log.lines("POSTERN-1031")).singleElement().asString().contains("orders", "after 0 s");
            // It is kept from committing before it can, and its sender comes again.
            assertThat(peer.reply()).startsWith("451");
            goOn.countDown();
        }
    }

    @Test
    void aMessageWhoseBeanIsGoneIsRefusedForNow() throws Exception {
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        FakeBean bean = server.bean("orders").doing(mail -> {
            delivering.countDown();
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
        });
        server.adapter.setMaxConcurrentDeliveries("1");
        server.start();
        SmtpActivationSpec spec = server.activate(bean);
        try (Peer peer = Peer.greeted("127.0.0.1", server.port);
                Peer waiting = Peer.greeted("127.0.0.1", server.port)) {
            peer.beginData();
            peer.send("first\r\n.\r\n");
            assertThat(delivering.await(10, TimeUnit.SECONDS)).isTrue();
            waiting.beginData();
            waiting.send("second\r\n.\r\n");
            FutureTask<String> reply = new FutureTask<>(waiting::reply);
            new Thread(reply).start();
            Thread undeploy = new Thread(() -> server.adapter.endpointDeactivation(bean, spec));
            undeploy.start();

            assertThat(reply.get(10, TimeUnit.SECONDS)).matches("4[25]1 [\\S\\s]*");
            goOn.countDown();
            undeploy.join(10_000);
            assertThat(bean.received()).containsExactly("first\r\n");
        }
    }

    @Test
    void anAdapterThatIsMisconfiguredDoesNotStartAndSaysEverything() {
        server.adapter.setMaxErrors("many");
        server.adapter.setListen("smtp://localhost");

        assertThatExceptionOfType(ResourceAdapterInternalException.class)
                .isThrownBy(server::start)
                .withMessageStartingWith("The resource adapter does not start: The configuration has 2 problems: ")
                .withMessageContaining("maxErrors")
                .withMessageContaining("localhost");
        assertThat(server.workManager.liveThreads()).isZero();
    }

    @Test
    void anActivationThatIsMisconfiguredIsRefusedThoughNobodyValidatedIt() throws Exception {
        server.start();
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setMaxErrors("many");

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.activate(server.bean("orders"), spec))
                .withMessageContaining("orders")
                .withMessageContaining("is refused: ")
                .withMessageContaining("maxErrors=\"many\"");
        assertThat(RunningServer.isFree(server.port)).isTrue();
        assertThat(log.lines("POSTERN-1032"))
                .singleElement()
                .asString()
                .contains("orders", "is refused: ", "maxErrors=\"many\"");
    }

    @Test
    void aForeignActivationIsRefused() throws Exception {
        server.start();

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.adapter.endpointActivation(server.bean("orders"), new ForeignSpec()));
    }

    @Test
    void whatWasNeverStartedOrActivatedCanBeEnded() throws Exception {
        assertThatNoException().isThrownBy(server.adapter::stop);
        assertThatNoException()
                .isThrownBy(() -> server.adapter.endpointDeactivation(server.bean("orders"), new SmtpActivationSpec()));
    }

    /** WildFly asks once more about a bean that was refused, when it resumes, and ends if that fails. */
    @Test
    void whatIsActivatedAfterTheStopIsTakenWithoutALookAtItsValuesAndBeginsWithTheNextStart() throws Exception {
        SmtpActivationSpec wrong = new SmtpActivationSpec();
        wrong.setMaxErrors("many");
        wrong.setResourceAdapter(server.adapter);
        FakeBean refused = server.bean("refused");
        server.start();
        assertThatExceptionOfType(InvalidPropertyException.class).isThrownBy(wrong::validate);
        server.adapter.stop();

        assertThatNoException().isThrownBy(wrong::validate);
        server.adapter.endpointActivation(refused, wrong);
        server.activate(server.bean("orders"));
        assertThat(log.lines("POSTERN-1010")).hasSize(2).first().asString().contains("refused takes no mail yet");
        assertThat(RunningServer.isFree(server.port)).isTrue();
        server.adapter.endpointDeactivation(refused, wrong);
        server.start();

        assertThatExceptionOfType(InvalidPropertyException.class).isThrownBy(wrong::validate);
        assertThat(server.send("x\r\n")).startsWith("250");
    }

    @Test
    void aSecondStartIsRefusedAndTheFirstGoesOn() throws Exception {
        server.start();
        server.activate(server.bean("orders"));

        assertThatExceptionOfType(ResourceAdapterInternalException.class)
                .isThrownBy(server::start)
                .withMessageContaining("started already");

        assertThat(server.send("x\r\n")).startsWith("250");
    }

    @Test
    void aContainerWithoutThreadsIsToldSoFromStart() {
        ManualWorkManager none = new ManualWorkManager();
        none.refuse(ManualWorkManager.Refusal.NULL_POINTER);

        assertThatExceptionOfType(ResourceAdapterInternalException.class)
                .isThrownBy(() -> server.adapter.start(new FakeContainer(none, server.transactions)))
                .withMessageContaining("The container's WorkManager gives no threads")
                .withMessageContaining("restart");
    }

    @Test
    void aContainerThatDoesNotTellOutcomesIsToldSoFromStart() {
        assertThatExceptionOfType(ResourceAdapterInternalException.class)
                .isThrownBy(() -> server.adapter.start(new FakeContainer(server.workManager, null)))
                .withMessageContaining("TransactionSynchronizationRegistry");
        assertThat(server.workManager.liveThreads()).isZero();
    }

    private static final class ForeignSpec implements ActivationSpec {
        @Override
        public void validate() {}

        @Override
        public ResourceAdapter getResourceAdapter() {
            return null;
        }

        @Override
        public void setResourceAdapter(ResourceAdapter adapter) {}
    }
}
