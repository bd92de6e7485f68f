package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyStore;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECParameterSpec;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.tls.DeviceKeyStore;
import org.postern.tls.TestCertificates;

/** An application with many certificates is undeployed while they are proved. */
class UnwantedProofsTest {
    private static final int CERTIFICATES = 60;
    private static final int AT_A_TIME = 4;

    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer();
    private final Set<Thread> proving = ConcurrentHashMap.newKeySet();
    private final AtomicInteger signatures = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        Set<String> aliases =
                IntStream.range(0, CERTIFICATES).mapToObj(i -> "mx" + i).collect(Collectors.toSet());
        KeyStore device =
                DeviceKeyStore.of(aliases, Slow::new, List.of(TestCertificates.certificate(TestCertificates.EC, "mx")));
        KeyStoreNaming.install();
        KeyStoreNaming.bind("device", device);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        answer.countDown();
        KeyStoreNaming.uninstall();
        server.close();
        log.close();
    }

    /** An activation waits for key stores a while, and no longer. */
    @Test
    void thoseThatAreNotUnderWayAreLeft() throws Exception {
        FakeBean bean = server.bean("shop");
        SmtpActivationSpec spec = server.activate(bean, bound());
        assertThat(signatures).hasValueBetween(1, AT_A_TIME);

        server.adapter.endpointDeactivation(bean, spec);
        answer.countDown();

        for (Thread thread : proving) {
            thread.join();
        }
        assertThat(signatures).hasValueLessThan(CERTIFICATES / 2);
        assertThat(log.lines("")).noneMatch(line -> line.contains("CancellationException"));
    }

    private SmtpActivationSpec bound() {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setListen("smtp://127.0.0.1:" + server.port);
        spec.setKeyStore("jndi:device");
        spec.setCertificateBindings(IntStream.range(0, CERTIFICATES)
                .mapToObj(i -> "192.0.2." + i + "=mx" + i)
                .collect(Collectors.joining(",")));
        return spec;
    }

    /** A key of a device that answers when the test says so. */
    private final class Slow implements ECPrivateKey {
        private static final long serialVersionUID = 1L;

        private final transient ECPrivateKey key = (ECPrivateKey) TestCertificates.EC.getPrivate();

        @Override
        public BigInteger getS() {
            proving.add(Thread.currentThread());
            signatures.incrementAndGet();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return key.getS();
        }

        @Override
        public ECParameterSpec getParams() {
            return key.getParams();
        }

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public @Nullable String getFormat() {
            return null;
        }

        @Override
        public byte @Nullable [] getEncoded() {
            return null;
        }
    }
}
