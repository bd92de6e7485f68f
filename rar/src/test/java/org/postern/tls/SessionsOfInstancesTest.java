package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ManualClock;
import org.postern.net.NioTransport;
import org.postern.tls.NativeTls.ServerSide;
import org.postern.tls.TlsPolicy.ClientCertificates;

/** A client whom a balancer sends to one instance after the other, and who resumes its session, with BoringSSL. */
class SessionsOfInstancesTest {
    private static final Duration LIFETIME = Duration.ofHours(2);

    private static final List<X509Certificate> CHAIN =
            List.of(TestCertificates.certificate(TestCertificates.EC, "mx.example.org"));

    private final ManualClock clock = new ManualClock();
    private final List<NativeTls> instances = new ArrayList<>();
    private Optional<TicketSecret> secret = Optional.of(new TicketSecret(1, "one"));

    @AfterEach
    void close() {
        instances.forEach(NativeTls::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theClientIsKnownAtEachInstance(String version) throws Exception {
        List<NativeTls.Engines> all = instances(lifetime -> secret);
        TlsHandshake client = new TlsHandshake();

        for (int visit = 0; visit < 9; visit++) {
            visit(client, all.get(visit % all.size()), version);
        }

        assertThat(client.certificatesSeen()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void withoutSharedStoreEachInstanceKnowsItsOwn(String version) throws Exception {
        List<NativeTls.Engines> all = instances(TicketSecrets.none());
        TlsHandshake client = new TlsHandshake();

        all.forEach(instance -> visit(client, instance, version));

        assertThat(client.certificatesSeen()).isEqualTo(all.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aSessionEndsWithTheSecretOfItsTime(String version) throws Exception {
        List<NativeTls.Engines> all = instances(lifetime -> secret);
        TlsHandshake client = new TlsHandshake();
        visit(client, all.get(0), version);

        clock.pass(LIFETIME);
        secret = Optional.of(new TicketSecret(2, "two"));
        visit(client, all.get(1), version);
        visit(client, all.get(2), version);

        assertThat(client.certificatesSeen()).isEqualTo(2);
    }

    private List<NativeTls.Engines> instances(TicketSecrets secrets) {
        return Stream.generate(() -> instance(secrets)).limit(3).toList();
    }

    private NativeTls.Engines instance(TicketSecrets secrets) {
        NativeTls instance = new NioTransport().tls(secrets, clock);
        instances.add(instance);
        ServerSide server = new ServerSide(
                TestCertificates.EC.getPrivate(),
                CHAIN,
                List.of("TLSv1.3", "TLSv1.2"),
                List.of("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
                ClientCertificates.NONE,
                ClientTrusts.none(),
                LIFETIME);
        try {
            return instance.engines(server, Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void visit(TlsHandshake client, NativeTls.Engines instance, String version) {
        SSLEngine server = instance.newEngine();
        try {
            TlsHandshake.greeted(client.client(version), server);
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        } finally {
            instance.release(server);
        }
    }
}
