package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.SystemTime;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

/** The thread that deploys is interrupted, and waits for nothing: all that it would have waited for happens a bit later. */
@Timeout(60)
class InterruptedDeploymentTest {
    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer(FakeSecurity.knowing(Map.of("anna", "secret")));

    @AfterEach
    void stop() {
        server.close();
        KeyStoreNaming.uninstall();
        log.close();
    }

    @Test
    void doesNotMissWhatHasHappenedAlready() {
        Thread.currentThread().interrupt();

        assertThat(new SystemTime().await(CompletableFuture.completedFuture(1), Duration.ofSeconds(1)))
                .isTrue();

        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void blamesNobodyForATimeThatHasNotPassed(boolean withKeyStoreAndUsers) throws Exception {
        if (withKeyStoreAndUsers) {
            KeyStoreNaming.install();
            KeyStoreNaming.bind(
                    "store",
                    TestKeyStore.pkcs12().key("mx", TestCertificates.EC).keyStore());
            server.adapter.setKeyStore("jndi:store");
            server.adapter.setKeyStorePassword(TestKeyStore.PASSWORD);
            server.adapter.setCertificateBindings("*=mx");
            server.adapter.setAuthentication("offer");
        }
        server.start();

        Thread.currentThread().interrupt();
        server.activate(server.bean("orders"));
        assertThat(Thread.interrupted()).isTrue();

        await().until(() -> ManagedBean.acceptor(server.port).text("State").equals("OPEN"));
        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(log.lines())
                .filteredOn(line -> line.matches("POSTERN-10(14|33|41|42).*"))
                .allSatisfy(line -> assertThat(line)
                        .contains("before the waiting thread was interrupted")
                        .doesNotContainPattern("(within|after) \\d+ s"));
    }
}
