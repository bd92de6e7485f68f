package org.postern.tls;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.postern.tls.TlsPolicy.ClientCertificates;
import org.postern.tls.TlsPolicy.ExpiredCertificates;
import org.postern.tls.TlsPolicy.Mode;
import org.postern.tls.keys.KeyStoreSource;
import org.postern.tls.keys.KeyStores;

/** How TLS is wanted, as it is by default but for what a test changes. */
public record TestPolicy(
        Mode mode,
        String oldestProtocol,
        String cipherSuites,
        ClientCertificates clientCertificates,
        ExpiredCertificates expiredCertificates,
        String hostName,
        TlsPolicy.Provider provider,
        boolean staples) {

    public static TestPolicy byDefault() {
        return new TestPolicy(
                Mode.OFFER,
                "TLSv1.2",
                "",
                ClientCertificates.NONE,
                ExpiredCertificates.WITHDRAW,
                "localhost",
                EitherTls.PROVIDER,
                false);
    }

    public TestPolicy mode(Mode other) {
        return new TestPolicy(
                other,
                oldestProtocol,
                cipherSuites,
                clientCertificates,
                expiredCertificates,
                hostName,
                provider,
                staples);
    }

    public TestPolicy oldestProtocol(String other) {
        return new TestPolicy(
                mode, other, cipherSuites, clientCertificates, expiredCertificates, hostName, provider, staples);
    }

    public TestPolicy cipherSuites(String other) {
        return new TestPolicy(
                mode, oldestProtocol, other, clientCertificates, expiredCertificates, hostName, provider, staples);
    }

    public TestPolicy clientCertificates(ClientCertificates other) {
        return new TestPolicy(
                mode, oldestProtocol, cipherSuites, other, expiredCertificates, hostName, provider, staples);
    }

    public TestPolicy expiredCertificates(ExpiredCertificates other) {
        return new TestPolicy(
                mode, oldestProtocol, cipherSuites, clientCertificates, other, hostName, provider, staples);
    }

    public TestPolicy hostName(String other) {
        return new TestPolicy(
                mode, oldestProtocol, cipherSuites, clientCertificates, expiredCertificates, other, provider, staples);
    }

    public TestPolicy provider(TlsPolicy.Provider other) {
        return new TestPolicy(
                mode, oldestProtocol, cipherSuites, clientCertificates, expiredCertificates, hostName, other, staples);
    }

    /** Responders are asked, and what they say is stapled. */
    public TestPolicy stapling() {
        return new TestPolicy(
                mode, oldestProtocol, cipherSuites, clientCertificates, expiredCertificates, hostName, provider, true);
    }

    public TlsPolicy build() {
        return new TlsPolicy(
                mode,
                TlsProtocols.from(oldestProtocol).orElseThrow(),
                CipherSuites.parse(
                        cipherSuites, TlsProtocols.from(oldestProtocol).orElseThrow(), TestPolicy::fail),
                clientCertificates,
                Duration.ofHours(2),
                expiredCertificates,
                hostName,
                provider,
                staples);
    }

    /** What is offered with this policy, not refreshed yet. */
    public TlsOffers offers(String bindings, KeyStores keys, KeyStores authorities, Clock clock) {
        return offers(bindings, keys, authorities, clock, Proofs.oneAfterAnother());
    }

    /** For connections, which free their engines. */
    public TlsOffers offers(String bindings, KeyStores keys, Clock clock) {
        return new TlsOffers(
                CertificateBindings.parse(bindings, TestPolicy::fail),
                keys,
                new KeyStores(List::of),
                build(),
                clock,
                Proofs.oneAfterAnother(),
                EitherTls.LIBRARY);
    }

    TlsOffers offers(String bindings, KeyStores keys, KeyStores authorities, Clock clock, Proofs proofs) {
        return new TlsOffers(
                CertificateBindings.parse(bindings, TestPolicy::fail),
                keys,
                authorities,
                build(),
                clock,
                proofs,
                EitherTls.FORGIVING);
    }

    TlsOffers offers(String bindings, Clock clock, KeyStoreSource... sources) {
        return offers(bindings, new KeyStores(() -> List.of(sources)), new KeyStores(List::of), clock);
    }

    static EngineSettings engines() {
        return new EngineSettings(
                byDefault().build(), ClientTrust.none(), new LenientTls(), EitherTls.FORGIVING, Clock.systemUTC());
    }

    private static void fail(String problem) {
        throw new AssertionError(problem);
    }
}
