package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ReferenceCounted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postern.tls.ClientTrusts;
import org.postern.tls.NativeTls;
import org.postern.tls.NativeTls.ServerSide;
import org.postern.tls.TestCertificates;
import org.postern.tls.TicketSecrets;
import org.postern.tls.TlsPolicy.ClientCertificates;

/** What BoringSSL has outside of the heap, and when it gives it back. */
class BoringTlsTest {
    private final BoringTls tls = new BoringTls(TicketSecrets.none(), new SystemTime());

    @Test
    void whatIsNotReferredToAnyMoreIsFreed() throws Exception {
        NativeTls.Engines kept = engines();
        forget();
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(tls.contexts()).isEqualTo(1);
        });
        SSLEngine engine = kept.newEngine();

        assertThat(((ReferenceCounted) engine).refCnt()).isEqualTo(1);
        kept.release(engine);
        tls.close();
        assertThat(tls.contexts()).isZero();
    }

    @Test
    void anEngineThatIsInUseOutlivesTheEnd() throws Exception {
        NativeTls.Engines engines = engines();
        SSLEngine engine = engines.newEngine();

        tls.close();

        assertThat(engine.getSupportedProtocols()).contains("TLSv1.3");
        engines.release(engine);
        assertThat(tls.obstacle()).contains("the adapter has ended");
    }

    private void forget() throws Exception {
        engines();
        assertThat(tls.contexts()).isEqualTo(2);
    }

    private NativeTls.Engines engines() throws Exception {
        return tls.engines(
                new ServerSide(
                        TestCertificates.EC.getPrivate(),
                        List.of(TestCertificates.certificate(TestCertificates.EC, "mx.example.org")),
                        List.of("TLSv1.3", "TLSv1.2"),
                        List.of("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
                        ClientCertificates.NONE,
                        ClientTrusts.none(),
                        Duration.ofHours(1)),
                Optional.empty());
    }
}
