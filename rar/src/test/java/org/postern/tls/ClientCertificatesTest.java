package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.tls.TlsPolicy.ClientCertificates;
import org.postern.tls.keys.KeyStores;

class ClientCertificatesTest {
    private static final KeyPair AUTHORITY_KEYS = TestCertificates.OTHER_RSA;
    private static final KeyPair CLIENT_KEYS = TestCertificates.OTHER_EC;
    private static final X509Certificate AUTHORITY =
            CertificateBuilder.of(AUTHORITY_KEYS, "clients").authority().build();
    private static final X509Certificate OF_THE_AUTHORITY = CertificateBuilder.of(CLIENT_KEYS, "client")
            .issuedBy(AUTHORITY_KEYS, "clients")
            .purposes(KeyPurposeId.id_kp_clientAuth)
            .build();
    private static final X509Certificate OF_NOBODY =
            CertificateBuilder.of(CLIENT_KEYS, "stranger").build();
    private static final LocalAddress ADDRESS =
            new LocalAddress(IpLiteral.parse("192.0.2.1").orElseThrow(), 25);

    private final FakeKeyStoreSource keys =
            FakeKeyStoreSource.holding(TestKeyStore.pkcs12().key("mx", TestCertificates.EC));
    private final FakeKeyStoreSource authorities =
            FakeKeyStoreSource.holding(TestKeyStore.pkcs12().trusted("clients", AUTHORITY));

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whatTheAuthorityHasIssuedIsShown(String protocol) throws Exception {
        assertThat(certificates(ClientCertificates.NEED, protocol, Optional.of(OF_THE_AUTHORITY)))
                .containsExactly(OF_THE_AUTHORITY);
        assertThat(certificates(ClientCertificates.WANT, protocol, Optional.of(OF_THE_AUTHORITY)))
                .containsExactly(OF_THE_AUTHORITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whereItIsNeededNobodyComesInWithoutAVerifiedOne(String protocol) {
        assertThatThrownBy(() -> certificates(ClientCertificates.NEED, protocol, Optional.empty()))
                .isInstanceOf(SSLHandshakeException.class);
        assertThatThrownBy(() -> certificates(ClientCertificates.NEED, protocol, Optional.of(OF_NOBODY)))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whereItIsWantedABadOneIsAsGoodAsNone(String protocol) throws Exception {
        assertThat(certificates(ClientCertificates.WANT, protocol, Optional.empty()))
                .isEmpty();
        assertThat(certificates(ClientCertificates.WANT, protocol, Optional.of(OF_NOBODY)))
                .isEmpty();
    }

    @Test
    void whereNobodyIsAskedNothingIsShown() throws Exception {
        assertThat(certificates(ClientCertificates.NONE, "TLSv1.3", Optional.of(OF_THE_AUTHORITY)))
                .isEmpty();
        assertThat(authorities.loads()).isZero();
    }

    @Test
    void withoutAuthoritiesNothingIsUsableWhereACertificateIsNeeded() {
        authorities.damage();

        TlsOffer offer = offers(ClientCertificates.NEED).offerFor(ADDRESS);

        assertThat(offer.verdict()).isEqualTo(Verdict.TRUST_STORE_UNREADABLE);
        assertThat(offer.reason())
                .isEqualTo(
                        "Clients need a certificate (clientCertificates=need), and none could be trusted. Cannot read"
                                + " keys.p12: it is damaged.");
    }

    @Test
    void withoutAuthoritiesTheAdministratorIsWarnedWhereOneIsWanted() {
        authorities.damage();

        TlsOffer offer = offers(ClientCertificates.WANT).offerFor(ADDRESS);

        assertThat(offer.verdict()).isEqualTo(Verdict.USABLE);
        assertThat(offer.warnings()).contains("Cannot read keys.p12: it is damaged.");
    }

    @Test
    void aTrustStoreWithoutAuthoritiesIsAsGoodAsNone() {
        authorities.put(TestKeyStore.pkcs12());

        assertThat(offers(ClientCertificates.NEED).offerFor(ADDRESS).reason())
                .contains("There is no certificate of an authority in the key store keys.p12.");
    }

    @ParameterizedTest
    @EnumSource(names = {"WANT", "NEED"})
    void authoritiesThatWereReadOnceAreKeptWhileTheirStoreIsDamaged(ClientCertificates wanted) throws Exception {
        TlsOffers offers = offers(wanted);
        authorities.damage();
        offers.refresh();

        assertThat(certificates(offers, "TLSv1.3", Optional.of(OF_THE_AUTHORITY)))
                .containsExactly(OF_THE_AUTHORITY);
    }

    @Test
    void newAuthoritiesCountWithoutARestart() throws Exception {
        TlsOffers offers = offers(ClientCertificates.NEED);
        authorities.put(TestKeyStore.pkcs12().trusted("stranger", OF_NOBODY));

        assertThat(offers.refresh()).isTrue();

        assertThat(certificates(offers, "TLSv1.3", Optional.of(OF_NOBODY))).containsExactly(OF_NOBODY);
        assertThatThrownBy(() -> certificates(offers, "TLSv1.3", Optional.of(OF_THE_AUTHORITY)))
                .isInstanceOf(SSLHandshakeException.class);
    }

    private List<X509Certificate> certificates(
            ClientCertificates wanted, String protocol, Optional<X509Certificate> client) throws Exception {
        return certificates(offers(wanted), protocol, client);
    }

    private static List<X509Certificate> certificates(
            TlsOffers offers, String protocol, Optional<X509Certificate> client) throws Exception {
        TlsOffer offer = offers.offerFor(ADDRESS);
        SSLEngine server = offer.newEngine();
        TlsHandshake.between(client(protocol, client), server);
        return offer.clientCertificates(server.getSession());
    }

    private TlsOffers offers(ClientCertificates wanted) {
        TlsOffers offers = TestPolicy.byDefault()
                .clientCertificates(wanted)
                .offers(
                        "*=mx",
                        new KeyStores(() -> List.of(keys)),
                        new KeyStores(() -> List.of(authorities)),
                        Clock.systemUTC());
        offers.refresh();
        return offers;
    }

    private static SSLEngine client(String protocol, Optional<X509Certificate> certificate) throws Exception {
        KeyManager[] managers =
                certificate.map(one -> new KeyManager[] {new SendsAlways(one)}).orElse(new KeyManager[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers, new TrustManager[] {new TrustsEveryone()}, null);
        SSLEngine client = context.createSSLEngine();
        client.setUseClientMode(true);
        client.setEnabledProtocols(new String[] {protocol});
        return client;
    }

    /** Whether the server knows the issuer or not. */
    private static final class SendsAlways extends X509ExtendedKeyManager {
        private final X509Certificate certificate;

        SendsAlways(X509Certificate certificate) {
            this.certificate = certificate;
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return "client";
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {"client"};
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return "client";
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            throw new UnsupportedOperationException("This is a client");
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return CLIENT_KEYS.getPrivate();
        }
    }

    private static final class TrustsEveryone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
