package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ManualClock;
import org.postern.net.NioTransport;

/** A client that comes again and again, and resumes each time the session of before, with either TLS. */
class SessionLifetimeTest {
    private final ManualClock clock = new ManualClock();
    private final NativeTls library = new NioTransport().tls(TicketSecrets.none(), clock);

    static Stream<Arguments> clients() {
        return Stream.of(TlsPolicy.Provider.JDK, TlsPolicy.Provider.OPENSSL)
                .flatMap(provider -> Stream.of("TLSv1.2", "TLSv1.3").flatMap(version -> Stream.of(1, 2, 3, 7, 24)
                        .map(visits -> arguments(provider, version, visits))));
    }

    @AfterEach
    void close() {
        library.close();
    }

    /** RFC 8446 section 4.6.1: each resumption brings a new ticket, which must not make it endless. */
    @ParameterizedTest
    @MethodSource("clients")
    void aChainOfResumptionsEndsWithTheLifetimeOfASession(TlsPolicy.Provider provider, String version, int visits)
            throws Exception {
        ServerCertificate certificate = certificate(provider);
        TlsHandshake client = new TlsHandshake();
        Duration lifetime = TestPolicy.byDefault().build().sessionLifetime();

        for (int visit = 0; visit <= 3 * visits; visit++) {
            visit(client, certificate, version);

            assertThat(client.certificatesSeen()).as("handshakes in full").isEqualTo(1 + visit / visits);
            clock.pass(lifetime.dividedBy(visits).plusNanos(1));
        }
    }

    /** An administrator, or a time server, sets the clock: no session becomes longer by that. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClockThatIsSetBackMakesNoSessionOfTheJdkLonger(String version) throws Exception {
        ServerCertificate certificate = certificate(TlsPolicy.Provider.JDK);
        TlsHandshake client = new TlsHandshake();
        visit(client, certificate, version);

        clock.jump(Duration.ofDays(-1));
        visit(client, certificate, version);
        visit(client, certificate, version);

        assertThat(client.certificatesSeen()).isEqualTo(2);
    }

    /** Those whose name the JDK's TLS refuses are served by Bouncy Castle, which resumes sessions of TLS 1.2 alone. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 24})
    void aChainOfResumptionsEndsForClientsThatAreServedLeniently(int visits) throws Exception {
        ServerEngines engines = lenientEngines();
        TlsHandshake client = new TlsHandshake();
        Duration lifetime = TestPolicy.byDefault().build().sessionLifetime();

        for (int visit = 0; visit <= 3 * visits; visit++) {
            TlsHandshake.greeted(client.client("TLSv1.2"), engines.newLenientEngine());

            assertThat(client.certificatesSeen()).as("handshakes in full").isEqualTo(1 + visit / visits);
            clock.pass(lifetime.dividedBy(visits).plusNanos(1));
        }
    }

    @Test
    void aClockThatIsSetBackMakesNoSessionLongerThatIsServedLeniently() throws Exception {
        ServerEngines engines = lenientEngines();
        TlsHandshake client = new TlsHandshake();
        TlsHandshake.greeted(client.client("TLSv1.2"), engines.newLenientEngine());

        clock.jump(Duration.ofDays(-1));
        TlsHandshake.greeted(client.client("TLSv1.2"), engines.newLenientEngine());
        TlsHandshake.greeted(client.client("TLSv1.2"), engines.newLenientEngine());

        assertThat(client.certificatesSeen()).isEqualTo(2);
    }

    private ServerEngines lenientEngines() {
        return new ServerEngines(
                new SingleKeyManager("mx", TestCertificates.EC.getPrivate(), chain()),
                settings(TlsPolicy.Provider.JDK));
    }

    private ServerCertificate certificate(TlsPolicy.Provider provider) throws GeneralSecurityException {
        return new CertificateProof(
                        "mx", TestCertificates.EC.getPrivate(), chain(), settings(provider), Optional.empty())
                .outcome()
                .certificate()
                .orElseThrow();
    }

    private static List<X509Certificate> chain() {
        return List.of(TestCertificates.certificate(TestCertificates.EC, "mx.example.org"));
    }

    private EngineSettings settings(TlsPolicy.Provider provider) {
        return new EngineSettings(
                TestPolicy.byDefault().provider(provider).build(),
                ClientTrust.none(),
                new LenientTls(),
                library,
                clock);
    }

    private static void visit(TlsHandshake client, ServerCertificate certificate, String version) throws SSLException {
        SSLEngine server = certificate.newEngine();
        try {
            TlsHandshake.greeted(client.client(version), server);
        } finally {
            certificate.release(server);
        }
    }
}
