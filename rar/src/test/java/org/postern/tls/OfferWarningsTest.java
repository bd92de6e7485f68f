package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.tls.TlsPolicy.ExpiredCertificates;
import org.postern.tls.TlsPolicy.Mode;

class OfferWarningsTest {
    private static final KeyPair KEYS = TestCertificates.EC;
    private static final KeyPair AUTHORITY = TestCertificates.OTHER_EC;
    private static final Instant NOT_BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOT_AFTER = Instant.parse("2026-12-31T00:00:00Z");
    private static final LocalAddress ADDRESS =
            new LocalAddress(IpLiteral.parse("192.0.2.1").orElseThrow(), 25);

    private final TestClock clock = new TestClock(Instant.parse("2026-06-01T00:00:00Z"));

    @Test
    void aCertificateOfAnAuthorityWithTheRightNameNeedsNoWarning() {
        assertThat(offer(TestPolicy.byDefault(), issued(), root()).warnings()).isEmpty();
    }

    @Test
    void aSelfSignedCertificateIsServedWithAWarning() {
        X509Certificate selfSigned = CertificateBuilder.of(KEYS, "mx")
                .names("localhost")
                .valid(NOT_BEFORE, NOT_AFTER)
                .build();

        TlsOffer offer = offer(TestPolicy.byDefault(), selfSigned);

        assertThat(offer.verdict()).isEqualTo(Verdict.USABLE);
        assertThat(offer.warnings())
                .containsExactly(
                        "The certificate mx (CN=mx) is self-signed: clients that verify certificates will refuse"
                                + " it unless it was made known to them. Have it issued by an authority.");
    }

    @Test
    void aChainWithoutItsIntermediateIsServedWithAWarning() {
        assertThat(offer(TestPolicy.byDefault(), issued()).warnings())
                .containsExactly(
                        "The chain of mx (CN=mx) ends with a certificate of CN=authority, which is no root that this"
                                + " JVM knows. If that is an intermediate authority, add its certificate to the chain: clients"
                                + " that do not know it cannot verify.");
    }

    @Test
    void aCertificateForAnotherHostIsServedWithAWarning() {
        TestPolicy other = TestPolicy.byDefault().hostName("mail.example.org");

        assertThat(offer(other, issued(), root()).warnings())
                .containsExactly(
                        "No certificate bound to 192.0.2.1:25 is for mail.example.org, as this server calls itself:"
                                + " clients that verify names will refuse it. Have a certificate issued with that name among its"
                                + " subject alternative names, or correct hostName.");
    }

    /** OpenSSL and Java look at the common name where there is no DNS name, and wildcards are wildcards there, too. */
    @ParameterizedTest
    @CsvSource({
        "mail.example.org,  -,                but as its common name",
        "MAIL.example.ORG,  -,                but as its common name",
        "*.example.org,     -,                but as its common name",
        "mail.example.org,  ip,               but as its common name",
        "mail.example.org,  www.example.org,  clients that verify names will refuse it",
        "www.example.org,   -,                clients that verify names will refuse it",
        "example.org,       -,                clients that verify names will refuse it",
        "www.example.org,   mail.example.org, -",
    })
    void aNameThatIsTheCommonNameAloneIsOneForSomeClients(String commonName, String alternative, String warning) {
        CertificateBuilder own = CertificateBuilder.of(KEYS, commonName).valid(NOT_BEFORE, NOT_AFTER);
        if (alternative.equals("ip")) {
            own.addresses("192.0.2.1");
        } else if (!alternative.equals("-")) {
            own.names(alternative);
        }

        List<String> about = offer(TestPolicy.byDefault().hostName("mail.example.org"), own.build()).warnings().stream()
                .filter(one -> one.contains("as this server calls itself"))
                .toList();

        if (warning.equals("-")) {
            assertThat(about).isEmpty();
        } else {
            assertThat(about).singleElement().asString().contains(warning);
        }
    }

    @ParameterizedTest
    @CsvSource({"30, 30 days", "15, 30 days", "14, 14 days", "8, 14 days", "7, 7 days", "2, 7 days", "1, 1 day"})
    void theEndIsAnnouncedInSteps(int daysBefore, String within) {
        clock.setTo(NOT_AFTER.minus(Duration.ofDays(daysBefore)));

        assertThat(offer(TestPolicy.byDefault(), issued(), root()).warnings())
                .containsExactly("The certificate mx (CN=mx) ends within " + within
                        + ", on 2026-12-31T00:00:00Z. Renew it in time.");
    }

    @Test
    void theEndIsNotAnnouncedTooEarly() {
        clock.setTo(NOT_AFTER.minus(Duration.ofDays(30)).minusMillis(1));

        assertThat(offer(TestPolicy.byDefault(), issued(), root()).warnings()).isEmpty();
    }

    @Test
    void offersSayTheSameBetweenTwoAnnouncements() {
        TlsOffers offers = offers(TestPolicy.byDefault(), issued(), root());
        TlsOffer before = offerAt(offers, NOT_AFTER.minus(Duration.ofDays(10)));

        assertThat(offerAt(offers, NOT_AFTER.minus(Duration.ofDays(9))).saysTheSameAs(before))
                .isTrue();
        assertThat(offerAt(offers, NOT_AFTER.minus(Duration.ofDays(6))).saysTheSameAs(before))
                .isFalse();
        assertThat(offerAt(offers, NOT_AFTER).saysTheSameAs(before)).isFalse();
    }

    @Test
    void anExpiredCertificateIsServedIfTheAdministratorWantsThat() {
        clock.setTo(NOT_AFTER.plusSeconds(1));

        TlsOffer offer = offer(TestPolicy.byDefault().expiredCertificates(ExpiredCertificates.KEEP), issued(), root());

        assertThat(offer.verdict()).isEqualTo(Verdict.USABLE);
        assertThat(offer.withdrawn()).isFalse();
        assertThat(offer.warnings())
                .containsExactly(
                        "The certificate mx (CN=mx) expired on 2026-12-31T00:00:00Z. Import a renewed one under the"
                                + " same alias; no restart is needed. It is still served, because of expiredCertificate=keep.");
    }

    @Test
    void nothingMakesACertificateOfTheFutureUsable() {
        clock.setTo(NOT_BEFORE.minusSeconds(1));

        assertThat(offer(TestPolicy.byDefault().expiredCertificates(ExpiredCertificates.KEEP), issued(), root())
                        .verdict())
                .isEqualTo(Verdict.NOT_YET_VALID);
    }

    @Test
    void anOfferIsWithdrawnWhenTheCertificateEndsBeforeItIsTaken() {
        TlsOffer offer = offer(TestPolicy.byDefault(), issued(), root());

        clock.setTo(NOT_AFTER);
        assertThat(offer.withdrawn()).isFalse();

        clock.setTo(NOT_AFTER.plusMillis(1));
        assertThat(offer.withdrawn()).isTrue();
        assertThat(offer.usable()).as("as it was when it was made").isTrue();
    }

    @Test
    void aRootThatHasEndedIsSentWithAWarning() {
        X509Certificate oldRoot = CertificateBuilder.of(AUTHORITY, "authority")
                .authority()
                .valid(NOT_BEFORE.minusSeconds(60), NOT_BEFORE)
                .build();

        TlsOffer offer = offer(TestPolicy.byDefault(), issued(), oldRoot);

        assertThat(offer.verdict()).isEqualTo(Verdict.USABLE);
        assertThat(offer.warnings())
                .singleElement()
                .asString()
                .startsWith("The certificate of CN=authority in the chain of mx (CN=mx) expired on " + NOT_BEFORE)
                .contains("unless they know another way to a root");
    }

    /** Whoever does not verify is served; who verifies is told about, with what has ended and what to do. */
    @ParameterizedTest
    @CsvSource({
        "-400, -1, expired on 2026-05-31T00:00:00Z: clients that verify it refuse it unless they know another way",
        "-1, 0, ",
        "1, 400, is not valid before 2026-06-02T00:00:00Z: clients that verify it, such as those with OpenSSL or Java, refuse it.",
        "-400, 5, 'ends within 7 days, on 2026-06-06T00:00:00Z.'"
    })
    void theDatesOfAnAuthorityAreAWarning(int from, int to, @Nullable String warning) {
        Instant now = clock.instant();
        X509Certificate intermediate = CertificateBuilder.of(AUTHORITY, "authority")
                .authority()
                .issuedBy(TestCertificates.OTHER_EC, "root")
                .valid(now.plus(Duration.ofDays(from)), now.plus(Duration.ofDays(to == 0 ? 365 : to)))
                .build();
        X509Certificate root = CertificateBuilder.of(TestCertificates.OTHER_EC, "root")
                .authority()
                .valid(now.minus(Duration.ofDays(900)), now.plus(Duration.ofDays(1)))
                .build();

        TlsOffer offer = offer(TestPolicy.byDefault(), issued(), intermediate, root);

        assertThat(offer.verdict()).isEqualTo(Verdict.USABLE);
        if (warning == null) {
            assertThat(offer.warnings()).isEmpty();
        } else {
            assertThat(offer.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("The certificate of CN=authority in the chain of mx (CN=mx) " + warning)
                    .endsWith(" Import the chain that the authority gives now, under the same alias.");
        }
    }

    @Test
    void tlsThatIsSwitchedOffTouchesNoKeyStore() {
        FakeKeyStoreSource source = FakeKeyStoreSource.holding(store(issued(), root()));
        TlsOffers offers = TestPolicy.byDefault().mode(Mode.NEVER).offers("*=mx", clock, source);

        assertThat(offers.refresh()).isFalse();
        assertThat(offers.reload()).isFalse();

        assertThat(source.loads()).isZero();
        assertThat(offers.offerFor(ADDRESS).verdict()).isEqualTo(Verdict.DISABLED);
        assertThat(offers.offerFor(ADDRESS).reason())
                .isEqualTo("TLS is switched off at 192.0.2.1:25 by tls=never. Write tls=offer to offer it where a"
                        + " certificate is usable.");
    }

    @Test
    void onlyThePolicyRequiresTls() {
        assertThat(offer(TestPolicy.byDefault().mode(Mode.REQUIRE), issued(), root())
                        .required())
                .isTrue();
        assertThat(offer(TestPolicy.byDefault(), issued(), root()).required()).isFalse();
    }

    private TlsOffer offerAt(TlsOffers offers, Instant moment) {
        clock.setTo(moment);
        return offers.offerFor(ADDRESS);
    }

    private TlsOffer offer(TestPolicy policy, X509Certificate... chain) {
        return offers(policy, chain).offerFor(ADDRESS);
    }

    private TlsOffers offers(TestPolicy policy, X509Certificate... chain) {
        TlsOffers offers = policy.offers("*=mx", clock, FakeKeyStoreSource.holding(store(chain)));
        offers.refresh();
        return offers;
    }

    private static TestKeyStore store(X509Certificate... chain) {
        return TestKeyStore.pkcs12().key("mx", KEYS, chain);
    }

    private static X509Certificate issued() {
        return CertificateBuilder.of(KEYS, "mx")
                .issuedBy(AUTHORITY, "authority")
                .names("localhost")
                .valid(NOT_BEFORE, NOT_AFTER)
                .build();
    }

    private static X509Certificate root() {
        return CertificateBuilder.of(AUTHORITY, "authority")
                .authority()
                .valid(NOT_BEFORE, NOT_AFTER)
                .build();
    }
}
