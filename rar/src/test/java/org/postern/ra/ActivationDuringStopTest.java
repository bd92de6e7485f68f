package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** An activation that the end of the adapter overtakes. */
class ActivationDuringStopTest extends StopSetUp {
    /** While the container is asked whether it checks passwords. */
    @Test
    void anActivationThatIsOvertakenByTheEndIsRefusedAndLeavesNothing() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        FakeSecurity security = FakeSecurity.knowing(Map.of());
        security.becomeSlow(slow);
        try (RunningServer overtaken = new RunningServer(security)) {
            overtaken.adapter.setCertificateBindings("*=mx");
            overtaken.start();
            CompletableFuture<Void> activation = activateElsewhere(overtaken);
            await().until(() -> security.waiting() > 0);

            overtaken.adapter.stop();
            slow.countDown();

            assertStoppedMeanwhile(activation, overtaken);
        }
    }

    /** When its address is open, and nobody can find it yet. */
    @Test
    void norDoesOneThatHasOpenedItsAddressAlready() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Handler holdsUp = new WaitingLog("POSTERN-1011", opened, goOn);
        Logger.getLogger("org.postern.ra").addHandler(holdsUp);
        try {
            server.start();
            CompletableFuture<Void> activation = activateElsewhere(server);
            assertThat(opened.await(10, TimeUnit.SECONDS)).isTrue();

            server.adapter.stop();
            goOn.countDown();

            assertStoppedMeanwhile(activation, server);
        } finally {
            Logger.getLogger("org.postern.ra").removeHandler(holdsUp);
        }
    }

    private void assertStoppedMeanwhile(CompletableFuture<Void> activation, RunningServer of) throws Exception {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(activation::join)
                .havingCause()
                .isInstanceOf(ResourceAdapterInternalException.class)
                .withMessageContaining("stopped meanwhile");
        await().until(() -> RunningServer.isFree(of.port));
        assertThat(ManagedBean.all("Activation", "bean=*")).isEmpty();
        assertThat(ManagedBean.all("Acceptor", "port=" + of.port)).isEmpty();
        await().until(() -> of.workManager.liveThreads() == 0);
        assertThat(log.lines("POSTERN-9")).isEmpty();
    }

    private static CompletableFuture<Void> activateElsewhere(RunningServer server) {
        CompletableFuture<Void> activation = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        server.activate(server.bean("orders"));
                        activation.complete(null);
                    } catch (ResourceException | RuntimeException e) {
                        activation.completeExceptionally(e);
                    }
                })
                .start();
        return activation;
    }
}
