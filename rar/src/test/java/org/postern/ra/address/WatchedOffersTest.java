package org.postern.ra.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.ip.LocalAddress;
import org.postern.net.Ip;
import org.postern.net.SystemTime;
import org.postern.net.TasksOn;
import org.postern.ra.KeyStoreNaming;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.Property;
import org.postern.ra.log.Messages;
import org.postern.tls.NoNativeTls;
import org.postern.tls.Responders;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;
import org.postern.tls.TlsOffers;

class WatchedOffersTest {
    private final LogLines log = new LogLines();
    private final SystemTime time = new SystemTime();
    private final SharedProofs proofs =
            new SharedProofs("smtp://127.0.0.1:25", new TasksOn(this::take), time, new Messages(Settings.log()));
    private final Queue<Runnable> given = new ArrayDeque<>();
    private TlsOffers offers;
    private WatchedOffers watched;
    private boolean refusing;

    @BeforeEach
    void prepare() {
        KeyStoreNaming.install();
        KeyStoreNaming.bind(
                "store", TestKeyStore.pkcs12().key("mx", TestCertificates.EC).keyStore());
        ActivationConfig config = Settings.endpoint(
                Property.HOST_NAME,
                "localhost",
                Property.CERTIFICATE_BINDINGS,
                "*=mx",
                Property.KEY_STORE,
                "jndi:store",
                Property.KEY_STORE_PASSWORD,
                TestKeyStore.PASSWORD);
        offers = config.certificates().offers(config.listen().get(0).tls(), time.clock(), proofs, new NoNativeTls());
        watched = new WatchedOffers(
                offers,
                proofs,
                Responders.none(),
                "smtp://127.0.0.1:25",
                new TasksOn(this::take),
                time,
                new Messages(Settings.log()));
    }

    @AfterEach
    void close() {
        KeyStoreNaming.uninstall();
        log.close();
    }

    @Test
    void nobodyLooksOnAThreadOfHisOwnAndAllWaitForOneLook() {
        CompletableFuture<Void> first = watched.firstLook();
        CompletableFuture<Void> second = watched.firstLook();
        assertThat(first).isNotDone();
        assertThat(given).hasSize(1);
        assertThat(isUsable()).isFalse();

        given.remove().run();

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(isUsable()).isTrue();
    }

    /** Whoever comes second finds that somebody looks, which is not the end of it. */
    @Test
    void aPeriodicCheckThatIsFasterIsWaitedForAsWell() throws Exception {
        KeyStoreNaming.hang("store");
        Thread periodic = new Thread(watched.checks().get(0)::look);
        periodic.start();
        await().until(() -> KeyStoreNaming.waiting() == 1);
        CompletableFuture<Void> look = watched.firstLook();
        given.remove().run();
        assertThat(look).isNotDone();

        KeyStoreNaming.answer("store");
        periodic.join();

        assertThat(look).isCompleted();
        assertThat(isUsable()).isTrue();
    }

    /** An undeployment is no fault: the look ends, knows nothing, and says nothing. */
    @Test
    void aLookThatIsNotWantedAnyMoreEndsWithoutAWord() {
        CompletableFuture<Void> look = watched.firstLook();

        watched.end();
        given.remove().run();

        assertThat(look).isCompleted();
        assertThat(isUsable()).isFalse();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void withoutAThreadNobodyWaits() {
        refusing = true;

        assertThat(watched.firstLook()).isCompleted();
        assertThat(isUsable()).isFalse();
        watched.checks().get(0).look();
        assertThat(isUsable()).isTrue();
    }

    private boolean isUsable() {
        InetAddress ip = Ip.of("127.0.0.1");
        return offers.offerFor(new LocalAddress(ip, 25)).usable();
    }

    private void take(Runnable task) {
        if (refusing) {
            throw new RejectedExecutionException("no thread");
        }
        given.add(task);
    }
}
