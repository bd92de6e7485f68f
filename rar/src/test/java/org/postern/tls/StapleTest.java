package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
    private final Staple staple = of(own, authority.certificate());
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

    /** After half of the time that is left, not before a minute has passed, and each day. */
    @ParameterizedTest
    @CsvSource({"600h, 24h", "50h, 24h", "46h, 23h", "2h, 1h", "20m, 10m", "9m, 4m30s", "2m, 1m", "119s, 1m", "5s, 1m"})
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
                                + " answers HTTP status 500. It is asked again by itself, and OcspStapling of the management bean"
                                + " says what it did the last time. See whether this server may connect to"
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
                                + " and it answers HTTP status 503. The last one is stapled as long as it is good. ");
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

    /** Neither firewall nor proxy have anything to do with an answer that has come. */
    @Test
    void anAnswerThatIsNotBelievedIsForTheAuthorityOrTheClock() {
        authority.from(begin.minusSeconds(3_600), begin.minusSeconds(1));
        ask();

        assertThat(stapling().warning().orElseThrow())
                .contains("See whether the clock of this machine is right, and ask the authority")
                .doesNotContain("firewall");
    }

    /** The bean says how it stands; the warning is the same from its begin to its end, whatever is the matter meanwhile. */
    @Test
    void theWarningStaysTheSameWhileCausesChange() {
        broken = Optional.of("it answers HTTP status 503");
        ask();
        Optional<String> first = stapling().warning();
        for (int i = 0; i < 10; i++) {
            pass(untilDue());
            broken = i % 2 == 0 ? Optional.empty() : Optional.of("it cannot be connected to (Connection refused)");
            authority.from(clock.instant().minusSeconds(60), clock.instant().minusSeconds(1));
            ask();
            assertThat(stapling().warning()).isEqualTo(first);
            assertThat(stapling().sentence())
                    .contains(i % 2 == 0 ? "its answer was good until " : "it cannot be connected to");
        }
    }

    static Stream<RuntimeException> breaks() {
        return Stream.of(new NullPointerException("x"), new IllegalArgumentException("port out of range"));
    }

    /** Otherwise it would be due for ever, and keep all others from being asked. */
    @ParameterizedTest
    @MethodSource("breaks")
    void aQuestionThatBreaksIsAFailure(RuntimeException e) {
        staple.ask(responders(question -> {
            throw e;
        }));

        assertThat(stapling().sentence()).contains("the question has failed (" + e + ")");
        assertThat(untilDue()).isEqualTo(Duration.ofMinutes(1));
    }

    /** Whatever else is in it; one octet more would end handshakes of clients with OpenSSL. */
    @ParameterizedTest
    @ValueSource(ints = {0, 15_000, 15_500, 16_000, 16_500, 19_000})
    void aResponseThatIsLargerThanClientsTakeIsNotStapled(int padding) {
        authority.padded(padding);
        byte[][] sent = {{}};
        staple.ask(responders(question -> sent[0] = authority.answer(question)));

        if (sent[0].length <= 16_000) {
            assertThat(response()).isEqualTo(sent[0]);
        } else {
            assertThat(response()).isEmpty();
            assertThat(stapling().sentence())
                    .contains("its answer of " + sent[0].length
                            + " octets is larger than clients take, which is 16000 with this chain");
        }
    }

    /** In TLS 1.3 they are one message, of which Java's clients take 32 KiB. */
    @ParameterizedTest
    @CsvSource({"10000, 12000, true", "20000, 10000, true", "20000, 12000, false", "30000, 3000, false"})
    void norIsOneThatIsTooLargeWithItsChain(int ofChain, int ofAnswer, boolean stapled) {
        X509Certificate large = authority
                .issued(TestCertificates.EC, "mx.example.org", PLACE)
                .padded(ofChain)
                .build();
        Staple one = of(large, authority.certificate());
        authority.padded(ofAnswer);

        one.ask(responders(authority::answer));

        assertThat(one.responses().orElseThrow().get().length > 0).isEqualTo(stapled);
    }

    /** It was true once, and was signed; it may come from a cache, or from one who wants the revocation forgotten. */
    @Test
    void anOlderAnswerTakesNothingBack() {
        authority.from(begin.minusSeconds(60), begin.plus(Duration.ofDays(7)));
        byte[][] old = {{}};
        staple.ask(responders(question -> old[0] = authority.answer(question)));
        authority.saying(new RevokedStatus(Date.from(begin), 1));
        pass(Duration.ofHours(1));
        answered(Duration.ofHours(10));
        Stapling revoked = stapling();
        pass(Duration.ofHours(1));

        staple.ask(responders(question -> old[0]));

        assertThat(stapling()).isEqualTo(revoked);
        assertThat(response()).isEmpty();
        assertThat(untilDue()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void anOlderAnswerDoesNotTakeThePlaceOfANewerOne() {
        authority.from(begin.minusSeconds(60), begin.plus(Duration.ofDays(7)));
        byte[][] old = {{}};
        staple.ask(responders(question -> old[0] = authority.answer(question)));
        answered(Duration.ofDays(2));
        byte[] newer = response();
        for (int i = 0; i < 3; i++) {
            pass(untilDue());
            staple.ask(responders(question -> old[0]));
        }

        assertThat(response()).isEqualTo(newer);
        assertThat(stapling().warning().orElseThrow())
                .contains("its answer is of " + begin.minusSeconds(60)
                        + ", and older than one that it has given before, of " + begin);
        staple.ask(responders(question -> newer)); // The same is not older.
        assertThat(stapling().warning()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 60})
    void answersThatEndAtOnceAreStapledForMomentsAndSaid(int seconds) {
        for (int i = 0; i < 20; i++) {
            answered(Duration.ofSeconds(seconds));
            assertThat(response()).isNotEmpty();
            assertThat(untilDue()).isEqualTo(Duration.ofMinutes(1));
            assertThat(state()).isEqualTo(i < 2 ? State.STAPLED : State.BRIEFLY);
            pass(Duration.ofMinutes(1));
            assertThat(response()).isEmpty();
            assertThat(state()).isEqualTo(i < 2 ? State.INTERRUPTED : State.BRIEFLY);
        }
        assertThat(stapling().sentence())
                .isEqualTo(
                        "The OCSP response of http://ocsp.example.net/ is stapled for moments only: its answer is good"
                                + " for " + seconds + " s only, and it is asked once a minute at most.");
        assertThat(stapling().warning().orElseThrow())
                .contains("for the certificate mx is stapled for moments only")
                .doesNotContain("must-staple");
        assertThat(staple.at(clock.instant(), () -> "mx", true).warning().orElseThrow())
                .contains("must-staple");
    }

    /** Nothing is lost then, but a question a minute. */
    @ParameterizedTest
    @ValueSource(ints = {65, 120, 299})
    void answersThatEndSoonAreRenewedBefore(int seconds) {
        for (int i = 0; i < 20; i++) {
            answered(Duration.ofSeconds(seconds));
            pass(untilDue());
            assertThat(response()).isNotEmpty();
            assertThat(state()).isEqualTo(State.STAPLED);
        }
    }

    /** A renewal that comes too late is not one that was never asked for. */
    @Test
    void whatHasEndedIsSaidToHaveEnded() {
        answered(Duration.ofHours(1));
        pass(Duration.ofHours(1));

        assertThat(state()).isEqualTo(State.INTERRUPTED);
        assertThat(stapling().sentence())
                .isEqualTo(
                        "No OCSP response is stapled: the last answer of http://ocsp.example.net/ is not good at this"
                                + " moment, and it is asked again.");
    }

    /** What fails has nothing to lose. */
    @Test
    void renewalsComeBeforeWhatFails() {
        List<Staple> all = several("a", "b", "c");
        all.get(0).ask(responders(StapleTest::refuse));
        all.get(1).ask(responders(StapleTest::refuse));
        all.get(2).ask(responders(authority.from(begin, begin.plus(Duration.ofHours(2)))::answer));
        pass(Duration.ofHours(1));

        assertThat(Staple.next(all)).containsSame(all.get(2));
        all.get(2)
                .ask(responders(authority.from(clock.instant(), clock.instant().plusSeconds(9_000))::answer));
        assertThat(Staple.next(all)).containsSame(all.get(0));
    }

    /** Each of its certificates would take all the time again; those of others wait for none of them. */
    @Test
    void aResponderThatIsSilentIsNotAskedAboutItsOtherCertificatesForAMinute() {
        List<Staple> all = several("a", "a", "a", "a:8080", "b");
        int[] asked = new int[2];
        while (clock.instant().isBefore(begin.plus(Duration.ofMinutes(10)))) {
            Staple.next(all)
                    .ifPresent(due -> due.ask(responders(question -> {
                        boolean dead = all.indexOf(due) < 3;
                        asked[dead ? 0 : 1]++;
                        if (dead) {
                            pass(Duration.ofSeconds(10));
                            throw new SocketTimeoutException("it has not answered within 10 s");
                        }
                        return authority
                                .from(clock.instant(), clock.instant().plusSeconds(1_200))
                                .answer(question);
                    })));
            pass(Duration.ofSeconds(1));
        }

        assertThat(asked[0]).isBetween(7, 9);
        assertThat(asked[1]).isBetween(2, 4);
    }

    private Staple of(X509Certificate... chain) {
        List<X509Certificate> all = List.of(chain);
        return Staple.of(all, new ChainSize(all).roomForResponse(), clock);
    }

    private List<Staple> several(String... hosts) {
        return Stream.of(hosts)
                .map(host -> authority
                        .issued(TestCertificates.EC, "mx.example.org", URI.create("http://" + host + "/"))
                        .build())
                .map(one -> of(one, authority.certificate()))
                .toList();
    }

    private static byte[] refuse(byte[] question) throws IOException {
        throw new IOException("it cannot be connected to (Connection refused)");
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
        Staple impossible = of(TestCertificates.certificate(TestCertificates.EC, "mx"));

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
        staple.ask(responders(question -> {
            if (broken.isPresent()) {
                throw new IOException(broken.get());
            }
            return authority.answer(question);
        }));
    }

    private interface Answers {
        byte[] to(byte[] question) throws IOException;
    }

    private static Responders responders(Answers answers) {
        return new Responders() {
            @Override
            public byte[] ask(URI responder, byte[] question) throws IOException {
                assertThat(responder).hasScheme("http");
                return answers.to(question);
            }

            @Override
            public void close() {
                // There is nothing under way.
            }
        };
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
