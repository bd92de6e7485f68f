package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.tls.keys.KeyStoreSource;

class TlsOffersTest {
    private static final KeyPair KEYS = TestCertificates.EC;
    private static final Instant NOT_BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOT_AFTER = Instant.parse("2026-12-31T23:59:59Z");
    /** Whoever is offered TLS has a second to complete the handshake. */
    private static final Instant LAST_OFFER = NOT_AFTER.minusSeconds(1);

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final TestClock clock = new TestClock(Instant.parse("2026-06-01T00:00:00Z"));

    @Test
    void anUnboundAddressHasNoOfferWhateverTheKeyStoreSays() {
        TlsOffer offer =
                offers("192.0.2.1=mx", FakeKeyStoreSource.holding(mx())).offerFor(address("127.0.0.2", 2525));

        assertThat(offer.verdict()).isEqualTo(Verdict.NO_BINDING);
        assertThat(offer.binding()).isEmpty();
        assertThat(offer.reason())
                .isEqualTo("No certificate is bound to 127.0.0.2:2525. Add 127.0.0.2:2525=ALIAS, 127.0.0.2=ALIAS,"
                        + " *:2525=ALIAS or *=ALIAS to certificateBindings.");
    }

    /** Ten thousand connections that are idle need not have ten thousand offers. */
    @Test
    void connectionsThatBeginInTheSameSecondShareAnOffer() {
        TlsOffers offers = offers("*=mx", FakeKeyStoreSource.holding(mx()));
        TlsOffer first = offers.offerFor(address("192.0.2.1", 25));

        clock.setTo(clock.instant().plus(MOMENT));
        assertThat(offers.offerFor(address("192.0.2.1", 25))).isSameAs(first);
        assertThat(offers.offerFor(address("192.0.2.2", 25))).isNotSameAs(first);
        clock.setTo(clock.instant().plusSeconds(1));
        assertThat(offers.offerFor(address("192.0.2.1", 25))).isNotSameAs(first);
    }

    @Test
    void withoutBindingsTheKeyStoreIsNeverTouched() {
        FakeKeyStoreSource source = FakeKeyStoreSource.holding(mx());

        TlsOffers offers = TestPolicy.byDefault().offers("", clock, source);

        assertThat(offers.refresh()).isFalse();
        assertThat(source.loads()).isZero();
        assertThat(offers.offerFor(address("::1", 25)).verdict()).isEqualTo(Verdict.NO_BINDING);
    }

    @Test
    void nothingIsOfferedBeforeTheKeysWereRead() {
        TlsOffer offer = TestPolicy.byDefault()
                .offers("*=mx", clock, FakeKeyStoreSource.holding(mx()))
                .offerFor(address("192.0.2.1", 25));

        assertThat(offer.verdict()).isEqualTo(Verdict.KEYSTORE_UNREADABLE);
        assertThat(offer.reason()).contains("have not been read yet");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 25, ip-port", "192.0.2.1, 26, ip", "::1, 25, port", "::1, 26, any"})
    void eachLevelOfBindingServesItsOwnCertificate(String ip, int port, String alias) throws Exception {
        TestKeyStore store = TestKeyStore.pkcs12()
                .key("ip-port", KEYS, TestCertificates.certificate(KEYS, "ip-port", NOT_BEFORE, NOT_AFTER))
                .key("ip", KEYS, TestCertificates.certificate(KEYS, "ip", NOT_BEFORE, NOT_AFTER))
                .key("port", KEYS, TestCertificates.certificate(KEYS, "port", NOT_BEFORE, NOT_AFTER))
                .key("any", KEYS, TestCertificates.certificate(KEYS, "any", NOT_BEFORE, NOT_AFTER));
        TlsOffers offers =
                offers("192.0.2.1:25=ip-port, 192.0.2.1=ip, *:25=port, *=any", FakeKeyStoreSource.holding(store));

        TlsOffer offer = offers.offerFor(address(ip, port));

        assertThat(offer.usable()).isTrue();
        assertThat(offer.address()).isEqualTo(address(ip, port));
        assertThat(offer.binding()).map(CertificateBinding::aliases).contains(List.of(alias));
        assertThat(new TlsHandshake().with(offer.newEngine(), "TLSv1.3").getPeerPrincipal())
                .hasToString("CN=" + alias);
    }

    @Test
    void aBindingThatIsUnusableDoesNotGiveWayToAWiderOne() {
        TlsOffers offers = offers("192.0.2.1=gone, *=mx", FakeKeyStoreSource.holding(mx()));

        assertThat(offers.offerFor(address("192.0.2.1", 25)).verdict()).isEqualTo(Verdict.ALIAS_NOT_FOUND);
    }

    @Test
    void theDatesAreComparedWithTheClockAtEachOffer() {
        TlsOffers offers = offers("*=mx", FakeKeyStoreSource.holding(mx()));

        assertThat(verdictAt(NOT_BEFORE.minus(MOMENT), offers)).isEqualTo(Verdict.NOT_YET_VALID);
        assertThat(verdictAt(NOT_BEFORE, offers)).isEqualTo(Verdict.USABLE);
        assertThat(verdictAt(LAST_OFFER, offers)).isEqualTo(Verdict.USABLE);
        assertThat(verdictAt(LAST_OFFER.plus(MOMENT), offers)).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void anExpiredCertificateIsShownButNotServed() {
        TlsOffers offers = offers("*=mx", FakeKeyStoreSource.holding(mx()));
        clock.setTo(NOT_AFTER.plus(MOMENT));

        TlsOffer offer = offers.offerFor(address("192.0.2.1", 25));

        assertThat(offer.usable()).isFalse();
        assertThat(offer.reason())
                .isEqualTo("The certificate mx (CN=mx) expired on 2026-12-31T23:59:59Z. Import a renewed one under the"
                        + " same alias; no restart is needed.");
        assertThat(certificate(offer)).map(ServerCertificate::notAfter).contains(NOT_AFTER);
        assertThatIllegalStateException().isThrownBy(offer::newEngine).withMessage(offer.reason());
    }

    @Test
    void aCertificateOfTheFutureIsShownButNotServed() {
        TlsOffers offers = offers("*=mx", FakeKeyStoreSource.holding(mx()));
        clock.setTo(NOT_BEFORE.minus(MOMENT));

        TlsOffer offer = offers.offerFor(address("192.0.2.1", 25));

        assertThat(offer.reason())
                .isEqualTo("The certificate mx (CN=mx) is not valid before 2026-01-01T00:00:00Z. Wait until then,"
                        + " correct this machine's clock, or bind another certificate.");
        assertThat(certificate(offer)).isPresent();
        assertThatIllegalStateException().isThrownBy(offer::newEngine);
    }

    @Test
    void anOfferStaysAsItWasWhenItWasMade() {
        FakeKeyStoreSource source = FakeKeyStoreSource.holding(mx());
        TlsOffers offers = offers("*=mx", source);
        TlsOffer offer = offers.offerFor(address("192.0.2.1", 25));

        clock.setTo(NOT_AFTER.plus(MOMENT));
        source.put(TestKeyStore.pkcs12());
        offers.refresh();

        assertThat(offer.usable()).isTrue();
        assertThat(offer.newEngine()).isNotNull();
    }

    @Test
    void anOfferWithoutACertificateMakesNoEngine() {
        TlsOffer offer = offers("", FakeKeyStoreSource.holding(mx())).offerFor(address("192.0.2.1", 25));

        assertThatIllegalStateException().isThrownBy(offer::newEngine).withMessage(offer.reason());
    }

    private static Optional<ServerCertificate> certificate(TlsOffer offer) {
        return offer.findings().get(0).certificate();
    }

    private Verdict verdictAt(Instant moment, TlsOffers offers) {
        clock.setTo(moment);
        return offers.offerFor(address("192.0.2.1", 25)).verdict();
    }

    private TlsOffers offers(String bindings, KeyStoreSource source) {
        TlsOffers offers = TestPolicy.byDefault().offers(bindings, clock, source);
        offers.refresh();
        return offers;
    }

    private static TestKeyStore mx() {
        return TestKeyStore.pkcs12().key("mx", KEYS, TestCertificates.certificate(KEYS, "mx", NOT_BEFORE, NOT_AFTER));
    }

    private static LocalAddress address(String ip, int port) {
        return new LocalAddress(IpLiteral.parse(ip).orElseThrow(), port);
    }
}
