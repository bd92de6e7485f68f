package org.postern.net;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.postern.tls.CertificateBindings;
import org.postern.tls.CipherSuites;
import org.postern.tls.EitherTls;
import org.postern.tls.Proofs;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;
import org.postern.tls.TestPolicy;
import org.postern.tls.TlsOffers;
import org.postern.tls.TlsPolicy;
import org.postern.tls.TlsPolicy.ClientCertificates;
import org.postern.tls.TlsPolicy.Mode;
import org.postern.tls.TlsProtocols;
import org.postern.tls.keys.KeyStoreSettings;
import org.postern.tls.keys.KeyStores;

/**
 * What an address offers, with a key store that has two aliases: {@code mx}, an EC key for
 * {@code CN=mx.example.org}, and {@code rsa}, an RSA key for {@code CN=rsa.example.org}.
 */
final class TestOffers {
    private TestOffers() {}

    static TlsOffers none() {
        return new TlsOffers(
                bindings(""),
                stores(Path.of("none.p12")),
                stores(Path.of("none.p12")),
                policy(Mode.OFFER, ClientCertificates.NONE),
                Clock.systemUTC(),
                Proofs.oneAfterAnother(),
                EitherTls.LIBRARY);
    }

    /** Bindings as an administrator writes them. */
    static TlsOffers bound(String bindings, Path directory) {
        return bound(bindings, directory, Clock.systemUTC());
    }

    /** With these suites alone. */
    static TlsOffers withSuites(String suites, String bindings, Path directory) {
        return offers(bindings, directory, policy(Mode.OFFER, ClientCertificates.NONE, suites), Clock.systemUTC());
    }

    /** By a clock that may tell that the certificates have ended. */
    static TlsOffers bound(String bindings, Path directory, Clock clock) {
        return offers(bindings, directory, policy(Mode.OFFER, ClientCertificates.NONE), clock);
    }

    /** One certificate for all, with those that issued it. */
    static TlsOffers chain(Path directory, KeyPair keys, X509Certificate... chain) {
        Path file = TestKeyStore.jks().key("mx", keys, chain).write(directory.resolve("chain.jks"));
        return kept(settings(file), directory);
    }

    /** The same, {@code mx} of a key store. */
    static TlsOffers kept(KeyStoreSettings keys, Path directory) {
        return offers("*=mx", keys, directory, policy(Mode.OFFER, ClientCertificates.NONE), Clock.systemUTC());
    }

    /** Several of a key store. */
    static TlsOffers kept(String bindings, Path keys, Path directory) {
        return offers(
                bindings, settings(keys), directory, policy(Mode.OFFER, ClientCertificates.NONE), Clock.systemUTC());
    }

    /** Several of a key store, by BoringSSL, and responders are to be asked for what comes with them. */
    static TlsOffers stapling(String bindings, Path keys, Clock clock) {
        return TestPolicy.byDefault()
                .provider(TlsPolicy.Provider.AUTO)
                .hostName(TestServer.HOST_NAME)
                .stapling()
                .offers(
                        bindings,
                        KeyStores.parse(settings(keys), TestOffers::fail).orElseThrow(),
                        clock);
    }

    /** The same, and clients are asked for certificates. */
    static TlsOffers staplingAndAskingClients(String bindings, Path keys, Path authorities, Clock clock) {
        return TestPolicy.byDefault()
                .provider(TlsPolicy.Provider.AUTO)
                .clientCertificates(ClientCertificates.WANT)
                .stapling()
                .offers(bindings, stores(keys), stores(authorities), clock);
    }

    /** Nobody is served without TLS. */
    static TlsOffers required(String bindings, Path directory) {
        return required(bindings, directory, Clock.systemUTC());
    }

    static TlsOffers required(String bindings, Path directory, Clock clock) {
        return offers(bindings, directory, policy(Mode.REQUIRE, ClientCertificates.NONE), clock);
    }

    /** Clients are asked for a certificate, and these are the authorities. */
    static TlsOffers askingClients(
            ClientCertificates wanted, Path directory, String bindings, X509Certificate... authorities) {
        TestKeyStore trusted = TestKeyStore.pkcs12();
        for (X509Certificate authority : authorities) {
            trusted.trusted("authority-" + authority.getSerialNumber(), authority);
        }
        trusted.write(directory.resolve("trusted.p12"));
        return offers(bindings, directory, policy(Mode.OFFER, wanted), Clock.systemUTC());
    }

    private static TlsOffers offers(String bindings, Path directory, TlsPolicy policy, Clock clock) {
        Path file = TestKeyStore.pkcs12()
                .key("mx", TestCertificates.EC)
                .key("rsa", TestCertificates.RSA)
                .write(directory.resolve("keys.p12"));
        return offers(bindings, settings(file), directory, policy, clock);
    }

    private static TlsOffers offers(
            String bindings, KeyStoreSettings keys, Path directory, TlsPolicy policy, Clock clock) {
        Path trusted = directory.resolve("trusted.p12");
        TlsOffers offers = new TlsOffers(
                bindings(bindings),
                KeyStores.parse(keys, TestOffers::fail).orElseThrow(),
                stores(trusted),
                policy,
                clock,
                Proofs.oneAfterAnother(),
                EitherTls.LIBRARY);
        offers.refresh();
        return offers;
    }

    private static TlsPolicy policy(Mode mode, ClientCertificates wanted) {
        return policy(mode, wanted, "");
    }

    private static TlsPolicy policy(Mode mode, ClientCertificates wanted, String suites) {
        return new TlsPolicy(
                mode,
                TlsProtocols.from("TLSv1.2").orElseThrow(),
                CipherSuites.parse(suites, List.of(), TestOffers::fail),
                wanted,
                Duration.ofHours(1),
                TlsPolicy.ExpiredCertificates.WITHDRAW,
                TestServer.HOST_NAME,
                EitherTls.PROVIDER,
                false);
    }

    private static CertificateBindings bindings(String text) {
        return CertificateBindings.parse(text, TestOffers::fail);
    }

    private static KeyStores stores(Path file) {
        return KeyStores.parse(settings(file), TestOffers::fail).orElseThrow();
    }

    private static KeyStoreSettings settings(Path file) {
        return new KeyStoreSettings("file:" + file, null, TestKeyStore.PASSWORD, null);
    }

    private static void fail(String problem) {
        throw new AssertionError(problem);
    }
}
