package org.postern.tls;

import io.netty.util.concurrent.FastThreadLocal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.postern.net.NioTransport;
import org.postern.net.SystemTime;
import org.postern.tls.NativeTls.ServerSide;
import org.postern.tls.TlsPolicy.ClientCertificates;

/** What an adapter does with BoringSSL, from the beginning to the end. */
public final class OneHandshake {
    private OneHandshake() {}

    /** Tells how many it has made. */
    public static int byBoringSsl() throws Exception {
        try (NativeTls tls = new NioTransport().tls(TicketSecrets.none(), new SystemTime())) {
            NativeTls.Engines engines = tls.engines(
                    new ServerSide(
                            TestCertificates.EC.getPrivate(),
                            List.of(TestCertificates.certificate(TestCertificates.EC, "mx.example.org")),
                            List.of("TLSv1.3", "TLSv1.2"),
                            List.of("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
                            ClientCertificates.NONE,
                            ClientTrusts.none(),
                            Duration.ofHours(1)),
                    Optional.empty());
            SSLEngine engine = engines.newEngine();
            Optional<SelfTest.Failure> failure = new SelfTest(engine).failure();
            engines.release(engine);
            return failure.isEmpty() ? 1 : 0;
        } finally {
            FastThreadLocal.removeAll();
        }
    }
}
