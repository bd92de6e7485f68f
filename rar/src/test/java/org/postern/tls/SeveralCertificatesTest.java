package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;

class SeveralCertificatesTest {
    private static final KeyPair EC = TestCertificates.EC;
    private static final KeyPair RSA = TestCertificates.RSA;
    private static final Instant PAST = Instant.parse("2026-01-01T00:00:00Z");
    private static final LocalAddress ADDRESS =
            new LocalAddress(IpLiteral.parse("192.0.2.1").orElseThrow(), 25);

    @Test
    void aBindingIsUsableIfOneOfItsCertificatesIs() {
        TlsOffer offer = offer("*=gone|mx", good("mx", EC));

        assertThat(offer.verdict()).isEqualTo(Verdict.USABLE);
        assertThat(offer.findings())
                .extracting(Finding::alias, Finding::verdict)
                .containsExactly(tuple("gone", Verdict.ALIAS_NOT_FOUND), tuple("mx", Verdict.USABLE));
        assertThat(offer.reason()).startsWith("The certificate mx (CN=mx.example.org)");
        assertThat(offer.warnings()).anyMatch(text -> text.startsWith("ALIAS_NOT_FOUND: There is no alias gone"));
    }

    @Test
    void aBindingWithoutAUsableCertificateSaysWhyForEachOfThem() {
        TlsOffer offer = offer("*=gone|old", expired("old", EC));

        assertThat(offer.verdict()).isEqualTo(Verdict.ALIAS_NOT_FOUND);
        assertThat(offer.reason())
                .contains("There is no alias gone in the key store keys.p12")
                .contains("The certificate old (CN=old.example.org) expired on");
        assertThat(offer.warnings()).isEmpty();
        assertThatIllegalStateException().isThrownBy(offer::newEngine);
        assertThatIllegalStateException().isThrownBy(() -> offer.newEngine(hello(Set.of(0x0403))));
    }

    @Test
    void theFirstUsableOneIsTheDefault() throws Exception {
        assertThat(peer(offer("*=ec|rsa", both()).newEngine())).isEqualTo("CN=ec.example.org");
        assertThat(peer(offer("*=rsa|ec", both()).newEngine())).isEqualTo("CN=rsa.example.org");
        assertThat(peer(offer("*=old|rsa", expired("old", EC), good("rsa", RSA)).newEngine()))
                .isEqualTo("CN=rsa.example.org");
    }

    @Test
    void theClientsFirstMessageDecidesAmongThoseThatAreUsable() throws Exception {
        TlsOffer offer = offer("*=ec|rsa", both());

        assertThat(offer.hasOneEngineFor(hello(Set.of(0x0403)))).isFalse();
        assertThat(peer(offer.newEngine(hello(Set.of(0x0403))))).isEqualTo("CN=ec.example.org");
        assertThat(peer(offer.newEngine(hello(Set.of(0x0804))))).isEqualTo("CN=rsa.example.org");
    }

    @Test
    void anUnusableOneIsNeverChosen() throws Exception {
        TlsOffer offer = offer("*=old|rsa", expired("old", EC), good("rsa", RSA));

        assertThat(offer.hasOneEngineFor(hello(Set.of(0x0403)))).isTrue();
        assertThat(peer(offer.newEngine(hello(Set.of(0x0403))))).isEqualTo("CN=rsa.example.org");
    }

    @Test
    void anOfferIsWithdrawnOnlyWithItsLastCertificate() {
        Instant now = Instant.now();
        TestClock clock = new TestClock(now);
        TestKeyStore store = TestKeyStore.pkcs12()
                .key("short", EC, certificate(EC, "short", now.plusSeconds(10)))
                .key("long", RSA, certificate(RSA, "long", now.plusSeconds(20)));
        TlsOffers offers = TestPolicy.byDefault().offers("*=short|long", clock, FakeKeyStoreSource.holding(store));
        offers.refresh();
        TlsOffer offer = offers.offerFor(ADDRESS);

        clock.setTo(now.plusSeconds(15));
        assertThat(offer.withdrawn()).isFalse();

        clock.setTo(now.plusSeconds(25));
        assertThat(offer.withdrawn()).isTrue();
    }

    /** What a test puts into the key store. */
    private record Entry(String alias, KeyPair keys, X509Certificate certificate) {}

    private static Entry good(String alias, KeyPair keys) {
        return new Entry(alias, keys, certificate(keys, alias, Instant.now().plus(Duration.ofDays(90))));
    }

    private static Entry expired(String alias, KeyPair keys) {
        return new Entry(alias, keys, certificate(keys, alias, PAST.plusSeconds(60)));
    }

    private static Entry[] both() {
        return new Entry[] {good("ec", EC), good("rsa", RSA)};
    }

    private static X509Certificate certificate(KeyPair keys, String alias, Instant notAfter) {
        return CertificateBuilder.of(keys, alias + ".example.org")
                .names(alias + ".example.org")
                .valid(PAST, notAfter)
                .build();
    }

    private static TlsOffer offer(String bindings, Entry... entries) {
        TestKeyStore store = TestKeyStore.pkcs12();
        for (Entry entry : entries) {
            store.key(entry.alias(), entry.keys(), entry.certificate());
        }
        TlsOffers offers =
                TestPolicy.byDefault().offers(bindings, Clock.systemUTC(), FakeKeyStoreSource.holding(store));
        offers.refresh();
        return offers.offerFor(ADDRESS);
    }

    private static ClientHello hello(Set<Integer> schemes) {
        return new ClientHello(
                Optional.empty(), true, Set.of(0x0304), Set.of(0x1301), Optional.of(schemes), Optional.of(Set.of(23)));
    }

    private static String peer(SSLEngine engine) throws Exception {
        return new TlsHandshake().with(engine, "TLSv1.3").getPeerPrincipal().toString();
    }
}
