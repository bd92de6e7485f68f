package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.tls.Stapling.State;
import org.postern.tls.ocsp.OcspAuthority;

/** When a responder is asked, and what is stapled meanwhile. */
class StapleTest {
    private static final URI PLACE = URI.create("http://ocsp.example.net/");
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final TestClock clock = new TestClock(begin);
    private final OcspAuthority authority = new OcspAuthority("Authority", TestCertificates.OTHER_EC);
    private final X509Certificate own =
            authority.issued(TestCertificates.EC, "mx.example.org", PLACE).build();
    private final Staple staple = Staple.of(List.of(own, authority.certificate()), clock);
    private Optional<String> broken = Optional.empty();

    @Test
    void isAskedAtOnceAndStapledAfterThat() {
        assertThat(staple.isDue()).isTrue();
        assertThat(response()).isEmpty();
        assertThat(state()).isEqualTo(State.WAITING);
        assertThat(stapling().sentence())
                .isEqualTo("No OCSP response is stapled: http://ocsp.example.net/ has not been asked yet.");
        assertThat(stapling().warning()).isEmpty();

        answered(Duration.ofHours(2));

        assertThat(response()).isNotEmpty();
        assertThat(state()).isEqualTo(State.STAPLED);
        assertThat(stapling().sentence())
                .isEqualTo("The OCSP response of http://ocsp.example.net/ is stapled, which is good until "
                        + begin.plus(Duration.ofHours(2)) + ".");
        assertThat(stapling().warning()).isEmpty();
    }

    /** After half of the time that is left, and not before five minutes have passed. */
    @ParameterizedTest
    @CsvSource({"168h, 84h", "2h, 1h", "20m, 10m", "10m, 5m", "9m, 5m", "1m, 5m"})
    void isAskedAgainAfterHalfOfItsTime(String validity, String pause) {
        answered(Duration.parse("PT" + validity));

        assertThat(untilDue()).isEqualTo(Duration.parse("PT" + pause));
    }

    /** A responder may give the same answer for days. */
    @Test
    void anOldAnswerIsRenewedAfterHalfOfWhatIsLeft() {
        authority.from(begin.minus(Duration.ofDays(6)), begin.plus(Duration.ofDays(1)));
        ask();

        assertThat(untilDue()).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void theNewAnswerTakesThePlaceOfTheOldOne() {
        answered(Duration.ofHours(2));
        byte[] first = response();
        pass(Duration.ofHours(1));
        answered(Duration.ofHours(2));

        assertThat(response()).isNotEmpty().isNotEqualTo(first);
        pass(Duration.ofMinutes(119));
        assertThat(response()).isNotEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(response()).isEmpty();
    }

    /** However often it is asked in vain, and not a moment longer. */
    @Test
    void theOldAnswerIsStapledAsLongAsItIsGoodWhileTheResponderFails() {
        answered(Duration.ofHours(10));
        byte[] good = response();
        broken = Optional.of("it cannot be connected to (Connection refused)");
        while (clock.instant().isBefore(begin.plus(Duration.ofHours(9)))) {
            pass(untilDue());
            ask();
            assertThat(response()).isEqualTo(good);
        }
        clock.setTo(begin.plus(Duration.ofHours(10)).minusNanos(1));
        assertThat(response()).isEqualTo(good);
        assertThat(state()).isEqualTo(State.STAPLED);

        clock.setTo(begin.plus(Duration.ofHours(10)));

        assertThat(response()).isEmpty();
        assertThat(state()).isEqualTo(State.FAILING);
    }

    @Test
    void aResponderThatFailsIsAskedLessAndLessOften() {
        broken = Optional.of("it has not answered within 10 s");
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60, 60}) {
            ask();
            assertThat(untilDue()).isEqualTo(Duration.ofMinutes(minutes));
            pass(untilDue());
        }
        for (int i = 0; i < 1_000; i++) {
            ask();
        }
        assertThat(untilDue()).isEqualTo(Duration.ofMinutes(60));

        broken = Optional.empty();
        answered(Duration.ofHours(4));
        broken = Optional.of("it has not answered within 10 s");
        ask();
        assertThat(untilDue()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aFailureIsToldAtOnceWhereNothingIsStapled() {
        broken = Optional.of("it answers HTTP status 500");
        ask();

        assertThat(state()).isEqualTo(State.FAILING);
        assertThat(stapling().sentence())
                .isEqualTo(
                        "No OCSP response is stapled: http://ocsp.example.net/ was asked, and it answers HTTP status 500.");
        assertThat(stapling().warning())
                .contains(
                        "No OCSP response is stapled for the certificate mx: http://ocsp.example.net/ was asked, and it"
                                + " answers HTTP status 500. It is asked again by itself. See whether this server may connect to"
                                + " http://ocsp.example.net/ (firewall, http.proxyHost), and whether the authority still answers there.");
    }

    @Test
    void whereItIsDemandedClientsRefuseTheCertificateMeanwhile() {
        broken = Optional.of("it answers HTTP status 500");
        ask();

        assertThat(staple.at(clock.instant(), () -> "mx", true).warning().orElseThrow())
                .contains("It must come with one (must-staple)", "have one issued without that demand");
        assertThat(stapling().warning().orElseThrow()).doesNotContain("must-staple");
    }

    /** Once or twice is nothing that an administrator need know, and the words stay the same while it lasts. */
    @Test
    void aRenewalThatFailsIsToldWhenItHasFailedThreeTimes() {
        answered(Duration.ofHours(10));
        broken = Optional.of("it answers HTTP status 503");
        pass(untilDue());
        ask();
        ask();
        assertThat(stapling().warning()).isEmpty();

        ask();

        Optional<String> told = stapling().warning();
        assertThat(state()).isEqualTo(State.STAPLED);
        assertThat(told.orElseThrow())
                .startsWith(
                        "The OCSP response of the certificate mx cannot be renewed: http://ocsp.example.net/ was asked,"
                                + " and it answers HTTP status 503. The last one is stapled until "
                                + begin.plus(Duration.ofHours(10)) + ". ");
        pass(untilDue());
        ask();
        assertThat(stapling().warning()).isEqualTo(told);
        broken = Optional.empty();
        answered(Duration.ofHours(10));
        assertThat(stapling().warning()).isEmpty();
    }

    /** What it is good for is over at that moment, and not at its own end. */
    @Test
    void aRevokedCertificateIsNotStapledAnyMore() {
        answered(Duration.ofHours(10));
        pass(Duration.ofHours(5));
        authority.saying(new RevokedStatus(Date.from(begin), 1));
        answered(Duration.ofHours(10));

        assertThat(response()).isEmpty();
        assertThat(state()).isEqualTo(State.REVOKED);
        assertThat(stapling().warning())
                .contains("The certificate mx is revoked: http://ocsp.example.net/ says that it was revoked on " + begin
                        + " (keyCompromise). Clients that check refuse it, and no OCSP response is stapled. Make a new key,"
                        + " have a certificate issued for it, and import both under the same alias.");
        assertThat(untilDue()).isEqualTo(Duration.ofHours(5));
    }

    /** That it cannot be asked does not make it good. A hold may end. */
    @Test
    void aRevokedCertificateStaysRevokedUntilTheAuthoritySaysOtherwise() {
        authority.saying(new RevokedStatus(Date.from(begin), 6));
        answered(Duration.ofHours(10));
        Stapling revoked = stapling();
        pass(untilDue());
        broken = Optional.of("it answers HTTP status 503");
        ask();
        assertThat(stapling()).isEqualTo(revoked);
        assertThat(untilDue()).isEqualTo(Duration.ofMinutes(1));

        broken = Optional.empty();
        authority.saying(CertificateStatus.GOOD);
        answered(Duration.ofHours(10));

        assertThat(state()).isEqualTo(State.STAPLED);
        assertThat(response()).isNotEmpty();
    }

    @Test
    void anAnswerThatIsNoneIsAFailure() {
        authority.saying(new UnknownStatus());
        answered(Duration.ofHours(1));
        assertThat(stapling().sentence()).contains("it does not know the certificate (unknown)");
        assertThat(untilDue()).isEqualTo(Duration.ofMinutes(1));

        authority.failing(OCSPResp.TRY_LATER);
        ask();

        assertThat(stapling().sentence()).contains("it answers tryLater");
        assertThat(untilDue()).isEqualTo(Duration.ofMinutes(2));
    }

    /** A server whose clock was a year ahead must not wait for a year. */
    @Test
    void aClockThatWasSetBackPutsNothingOff() {
        answered(Duration.ofHours(10));

        clock.setTo(begin.minus(Duration.ofDays(365)));

        assertThat(staple.isDue()).isTrue();
        assertThat(response()).isEmpty();
    }

    @Test
    void aCertificateWithoutResponderIsNeverAsked() {
        Staple impossible = Staple.of(List.of(TestCertificates.certificate(TestCertificates.EC, "mx")), clock);

        assertThat(impossible.isPossible()).isFalse();
        assertThat(impossible.isDue()).isFalse();
        assertThat(impossible.responses()).isEmpty();
        Stapling why = impossible.at(clock.instant(), () -> "mx", false);
        assertThat(why.state()).isEqualTo(State.IMPOSSIBLE);
        assertThat(why.sentence())
                .isEqualTo("No OCSP response is stapled: it names no OCSP responder that is reached by http.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereNoneIsWantedNothingIsSaid(boolean demanded) {
        Staple unwanted = Staple.unwanted(clock);

        assertThat(unwanted.isDue()).isFalse();
        assertThat(unwanted.responses()).isEmpty();
        assertThat(unwanted.at(clock.instant(), () -> "mx", demanded)).isEqualTo(Stapling.off());
    }

    private void answered(Duration validity) {
        authority.from(clock.instant(), clock.instant().plus(validity));
        ask();
    }

    private void ask() {
        staple.ask(new Responders() {
            @Override
            public byte[] ask(URI responder, byte[] question) throws IOException {
                assertThat(responder).isEqualTo(PLACE);
                if (broken.isPresent()) {
                    throw new IOException(broken.get());
                }
                return authority.answer(question);
            }

            @Override
            public void close() {
                // There is nothing under way.
            }
        });
    }

    private void pass(Duration time) {
        clock.setTo(clock.instant().plus(time));
    }

    private Duration untilDue() {
        return Duration.between(clock.instant(), staple.due());
    }

    private byte[] response() {
        return staple.responses().orElseThrow().get();
    }

    private Stapling stapling() {
        return staple.at(clock.instant(), () -> "mx", false);
    }

    private State state() {
        return stapling().state();
    }
}
