package org.postern.tls.ocsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.tls.CertificateBuilder;
import org.postern.tls.TestCertificates;

class OcspQuestionTest {
    private static final URI PLACE = URI.create("http://ocsp.example.net/a?b=c");
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private OcspAuthority authority = new OcspAuthority("Authority", TestCertificates.OTHER_EC);

    static Stream<Arguments> keys() {
        return Stream.of(TestCertificates.OTHER_RSA, TestCertificates.OTHER_EC).flatMap(authority -> Stream.of(
                        TestCertificates.RSA, TestCertificates.EC)
                .flatMap(own -> Stream.of(Arguments.of(authority, own, false), Arguments.of(authority, own, true))));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void believesTheAuthorityWhateverItsKeyAndHoweverItCallsItself(KeyPair authorities, KeyPair own, boolean byKey)
            throws Exception {
        authority = new OcspAuthority("Authority", authorities).from(now, now.plusSeconds(7_200));
        if (byKey) {
            authority.byItsKey();
        }
        OcspQuestion question =
                about(authority.issued(own, "mx.example.org", PLACE).build());
        byte[] response = authority.answer(question.encoded());

        OcspAnswer answer = question.answer(response, now);

        assertThat(question.responder()).isEqualTo(PLACE);
        assertThat(answer.encoded()).isEqualTo(response);
        assertThat(answer.nextUpdate()).isEqualTo(now.plusSeconds(7_200));
        assertThat(answer.isGoodAt(now.plusSeconds(7_199))).isTrue();
        assertThat(answer.isGoodAt(now.plusSeconds(7_200))).isFalse();
    }

    /** The answer is about the first; what is above its issuer does not matter. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theChainMayBeOfAnyLength(int authorities) throws Exception {
        X509Certificate above =
                CertificateBuilder.of(TestCertificates.RSA, "Root").authority().build();
        X509Certificate[] chain = Stream.concat(Stream.of(own(), authority.certificate()), Stream.generate(() -> above))
                .limit(1 + authorities)
                .toArray(X509Certificate[]::new);
        OcspQuestion question = OcspQuestion.about(List.of(chain));

        assertThat(question.answer(authority.answer(question.encoded()), now).isGoodAt(now))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void believesOneThatTheAuthorityHasEntrustedWithAnswers(boolean byKey) throws Exception {
        authority.signedBy(
                TestCertificates.RSA,
                delegate().purposes(KeyPurposeId.id_kp_OCSPSigning).build(),
                true);
        if (byKey) {
            authority.byItsKey();
        }

        assertThat(answer().isGoodAt(now)).isTrue();
    }

    @Test
    void doesNotBelieveOneThatIsEntrustedWithSomethingElse() {
        authority.signedBy(
                TestCertificates.RSA,
                delegate().purposes(KeyPurposeId.id_kp_serverAuth).build(),
                true);

        refused(this::answer, "its answer is signed by one whose certificate is not for that (OCSPSigning)");
    }

    @Test
    void doesNotBelieveOneThatIsEntrustedWithNothing() {
        authority.signedBy(TestCertificates.RSA, delegate().build(), true);

        refused(this::answer, "its answer is signed by one whose certificate is not for that (OCSPSigning)");
    }

    @Test
    void doesNotBelieveOneThatAnotherHasEntrusted() {
        X509Certificate entrusted = CertificateBuilder.of(TestCertificates.RSA, "Responder")
                .issuedBy(TestCertificates.OTHER_RSA, "Authority")
                .purposes(KeyPurposeId.id_kp_OCSPSigning)
                .build();
        authority.signedBy(TestCertificates.RSA, entrusted, true);

        refused(this::answer, "its answer is signed by one whose certificate the authority has not issued");
    }

    @ParameterizedTest
    @CsvSource({"-20, -10", "10, 20"})
    void doesNotBelieveOneWhoseTimeItIsNot(int fromDay, int toDay) {
        X509Certificate entrusted = delegate()
                .purposes(KeyPurposeId.id_kp_OCSPSigning)
                .valid(now.plus(Duration.ofDays(fromDay)), now.plus(Duration.ofDays(toDay)))
                .build();
        authority.signedBy(TestCertificates.RSA, entrusted, true);

        refused(this::answer, "its answer is signed by one whose certificate has ended, or has not begun");
    }

    @Test
    void doesNotBelieveAnother() {
        X509Certificate other =
                CertificateBuilder.of(TestCertificates.RSA, "Other").build();
        authority.signedBy(TestCertificates.RSA, other, false);

        refused(this::answer, "its answer is signed by another than the authority");
    }

    /** The name is right, the key is not. */
    @Test
    void doesNotBelieveAnotherOfTheSameName() {
        X509Certificate other =
                CertificateBuilder.of(TestCertificates.EC, "Authority").build();
        authority.signedBy(TestCertificates.EC, other, true);

        refused(this::answer, "the signature of its answer is wrong");
    }

    @Test
    void anAnswerAboutAnotherCertificateIsNone() {
        authority.aboutTheNext();

        refused(this::answer, "its answer is about another certificate");
    }

    /** Another authority may have issued one with the same number. */
    @Test
    void anAnswerAboutTheCertificateOfAnotherAuthorityIsNone() throws Exception {
        X509Certificate own = own();
        OcspAuthority other = new OcspAuthority("Other", TestCertificates.OTHER_EC);
        OcspQuestion ofOther = OcspQuestion.about(List.of(own, other.certificate()));

        refused(
                () -> about(own).answer(authority.answer(ofOther.encoded()), now),
                "its answer is about another certificate");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerWithWhatClientsDoNotKnowIsNone(boolean ofAll) {
        authority.withCriticalExtension(ofAll);

        refused(this::answer, "its answer has critical extensions, which clients do not know");
    }

    @Test
    void anAnswerThatHasEndedIsNone() {
        authority.from(now.minusSeconds(3_600), now);

        refused(this::answer, "its answer was good until " + now + " only");
    }

    /** Clocks differ a little. */
    @ParameterizedTest
    @CsvSource({"299, true", "300, true", "301, false"})
    void anAnswerOfTheFutureIsNone(int seconds, boolean good) throws Exception {
        authority.from(now.plusSeconds(seconds), now.plusSeconds(7_200));

        if (good) {
            assertThat(answer().isGoodAt(now)).isTrue();
        } else {
            refused(
                    this::answer,
                    "its answer is of " + now.plusSeconds(seconds)
                            + ", which is still to come: the clock of this machine is wrong, or its");
        }
    }

    /** Clients would believe it for a quarter of an hour. */
    @Test
    void anAnswerThatDoesNotSayHowLongItIsGoodIsGoodForTenMinutes() throws Exception {
        authority.fromWithoutEnd(now);

        assertThat(answer().nextUpdate()).isEqualTo(now.plusSeconds(600));
    }

    @ParameterizedTest
    @CsvSource({
        "1,  malformedRequest",
        "2,  internalError",
        "3,  tryLater",
        "5,  'sigRequired: it answers only those who sign what they ask'",
        "6,  'unauthorized: it does not know the certificate, or no more'",
        "9,  with the status 9"
    })
    void saysWhatItAnswersInstead(int outcome, String name) {
        authority.failing(outcome);

        refused(this::answer, "it answers " + name);
    }

    @Test
    void oneThatDoesNotKnowTheCertificateIsNoHelp() {
        authority.saying(new UnknownStatus());

        refused(this::answer, "it does not know the certificate (unknown)");
    }

    @ParameterizedTest
    @CsvSource({"1, ' (keyCompromise)'", "4, ' (superseded)'", "6, ' (certificateHold)'", "0, ''", "-1, ''"})
    void saysSinceWhenAndWhyItIsRevoked(int reason, String name) {
        Date day = Date.from(Instant.parse("2026-03-04T05:06:07Z"));
        authority.saying(reason < 0 ? new RevokedStatus(day) : new RevokedStatus(day, reason));

        assertThatThrownBy(this::answer)
                .isInstanceOfSatisfying(
                        OcspException.class, e -> assertThat(e.revocation()).isPresent())
                .hasMessage("revoked on 2026-03-04T05:06:07Z" + name);
    }

    /** That would let any one on the way to the responder take away what is stapled. */
    @Test
    void doesNotBelieveAnotherThatItIsRevoked() {
        X509Certificate other =
                CertificateBuilder.of(TestCertificates.EC, "Authority").build();
        authority.signedBy(TestCertificates.EC, other, true).saying(new RevokedStatus(Date.from(Instant.now())));

        refused(this::answer, "the signature of its answer is wrong");
    }

    /** What it is verified with has ended then. */
    @ParameterizedTest
    @ValueSource(ints = {60, 3_599, 3_600, 7_200})
    void anAnswerIsGoodNoLongerThanTheCertificateOfItsSigner(int seconds) throws Exception {
        authority
                .from(now, now.plusSeconds(3_600))
                .signedBy(
                        TestCertificates.RSA,
                        delegate()
                                .purposes(KeyPurposeId.id_kp_OCSPSigning)
                                .valid(now.minusSeconds(60), now.plusSeconds(seconds))
                                .build(),
                        true);

        assertThat(answer().nextUpdate()).isEqualTo(now.plusSeconds(Math.min(seconds, 3_600)));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 3_599, 3_600, 7_200})
    void norThanThatOfTheAuthority(int seconds) throws Exception {
        authority.from(now, now.plusSeconds(3_600));
        X509Certificate ending = CertificateBuilder.of(TestCertificates.OTHER_EC, "Authority")
                .authority()
                .valid(now.minusSeconds(60), now.plusSeconds(seconds))
                .build();
        OcspQuestion question = OcspQuestion.about(List.of(own(), ending));

        OcspAnswer answer = question.answer(authority.answer(question.encoded()), now);

        assertThat(answer.nextUpdate()).isEqualTo(now.plusSeconds(Math.min(seconds, 3_600)));
    }

    @ParameterizedTest
    @CsvSource({"29, 29", "30, 30", "31, 30", "18250, 30"})
    void anAnswerIsGoodForThirtyDaysAtMost(int said, int believed) throws Exception {
        authority.from(now, now.plus(Duration.ofDays(said)));

        assertThat(answer().nextUpdate()).isEqualTo(now.plus(Duration.ofDays(believed)));
    }

    /** Within what clocks may be apart. */
    @Test
    void anAnswerThatEndsBeforeItBeginsIsNone() {
        authority.from(now.plusSeconds(240), now.plusSeconds(60));

        refused(this::answer, "its answer ends before it begins");
    }

    /** Which of them counts, each client decides for itself. */
    @Test
    void anAnswerThatSaysSeveralThingsIsNone() {
        authority.alsoSaying(new RevokedStatus(Date.from(now), 1));

        refused(this::answer, "its answer says more than one thing of the certificate");
    }

    /** The same certificate, but clients with OpenSSL do not find it. */
    @Test
    void anAnswerThatNamesTheCertificateByAnotherHashIsNone() {
        authority.namingBySha256();

        refused(
                this::answer,
                "its answer names the certificate by another hash than the question, and clients do not find it there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5withRSA", "SHA1withRSA", "SHA1withRSAandMGF1"})
    void whatIsSignedWithABrokenDigestIsNotBelieved(String algorithm) {
        authority = new OcspAuthority("Authority", TestCertificates.OTHER_RSA).signingWith(algorithm);

        refused(this::answer, "its answer is signed with SHA-1 or MD5, which is not to be believed any more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256withRSA", "SHA512withRSA", "SHA256withRSAandMGF1"})
    void whatIsSignedWithAnotherIs(String algorithm) throws Exception {
        authority = new OcspAuthority("Authority", TestCertificates.OTHER_RSA).signingWith(algorithm);

        assertThat(answer().isGoodAt(now)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5withRSA", "SHA1withRSA"})
    void norOneThatIsEntrustedInThatWay(String algorithm) {
        authority = new OcspAuthority("Authority", TestCertificates.OTHER_RSA);
        authority.signedBy(
                TestCertificates.EC,
                CertificateBuilder.of(TestCertificates.EC, "Responder")
                        .issuedBy(TestCertificates.OTHER_RSA, "Authority")
                        .purposes(KeyPurposeId.id_kp_OCSPSigning)
                        .signedWith(algorithm)
                        .build(),
                true);

        refused(
                this::answer,
                "its answer is signed by one whose certificate is signed with SHA-1 or MD5, which is not to be believed any more");
    }

    /** Cut, changed, followed by something, or nothing to do with it; none of it may end the thread. */
    @Test
    void whateverElseComesIsNoAnswer() throws Exception {
        OcspQuestion question = about(own());
        byte[] right = authority.answer(question.encoded());
        Random random = new Random(5);
        for (int length = 0; length < right.length; length++) {
            byte[] cut = Arrays.copyOf(right, length);
            refused(() -> question.answer(cut, now), "what it sends is no OCSP response");
        }
        byte[] longer = Arrays.copyOf(right, right.length + 1);
        refused(() -> question.answer(longer, now), "what it sends is no OCSP response");
        for (int i = 0; i < right.length; i++) {
            byte[] changed = right.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> question.answer(changed, now))
                    .as("octet %s", i)
                    .isInstanceOf(OcspException.class)
                    .message()
                    .isNotBlank();
        }
        byte[] nested = new byte[60_000];
        Arrays.fill(nested, (byte) 0x30);
        refused(() -> question.answer(nested, now), "what it sends is no OCSP response");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://ocsp.example.net/", "ldap://ocsp.example.net/", "http:///a", "http://a b/", "x"})
    void onlyHttpIsAsked(String place) {
        X509Certificate own = authority
                .issued(TestCertificates.EC, "mx.example.org", PLACE)
                .ocspResponder(place)
                .build();

        refused(
                () -> OcspQuestion.about(List.of(own, authority.certificate())),
                "it names no OCSP responder that is reached by http");
    }

    /** What is no URI, or for another protocol, does not hide the next one. */
    @ParameterizedTest
    @CsvSource({
        "http://a b/, http://ocsp.example.net/x, http://ocsp.example.net/x",
        "ldap://a/, http://second.example.net/, http://second.example.net/",
        "' http://ocsp.example.net/ ', http://second.example.net/, http://ocsp.example.net/",
        "HTTP://ocsp_1.example.net/, http://second.example.net/, HTTP://ocsp_1.example.net/"
    })
    void theFirstThatCanBeAskedIs(String first, String second, String asked) throws Exception {
        X509Certificate own = authority
                .issued(TestCertificates.EC, "mx.example.org", PLACE)
                .ocspResponder(first, second)
                .build();

        assertThat(about(own).responder()).hasToString(asked);
    }

    @Test
    void oneThatIsSignedByItselfHasNoAuthority() {
        X509Certificate own = CertificateBuilder.of(TestCertificates.EC, "mx.example.org")
                .ocspResponder(PLACE)
                .build();

        refused(() -> OcspQuestion.about(List.of(own)), "it is signed by itself, and no authority answers for it");
    }

    @Test
    void aCertificateWithoutResponderHasNone() {
        refused(
                () -> OcspQuestion.about(List.of(authority.certificate())),
                "it names no OCSP responder that is reached by http");
    }

    @Test
    void withoutItsIssuerNoAnswerCanBeVerified() {
        assertThatThrownBy(() -> OcspQuestion.about(List.of(own())))
                .isInstanceOf(OcspException.class)
                .hasMessageContaining("its chain lacks the certificate of the authority that issued it");
    }

    private static CertificateBuilder delegate() {
        return CertificateBuilder.of(TestCertificates.RSA, "Responder")
                .issuedBy(TestCertificates.OTHER_EC, "Authority");
    }

    private X509Certificate own() {
        return authority.issued(TestCertificates.EC, "mx.example.org", PLACE).build();
    }

    private OcspQuestion about(X509Certificate own) throws OcspException {
        return OcspQuestion.about(List.of(own, authority.certificate()));
    }

    private OcspAnswer answer() throws OcspException {
        OcspQuestion question = about(own());
        return question.answer(authority.answer(question.encoded()), now);
    }

    private static void refused(ThrowingCallable what, String why) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        OcspException.class, e -> assertThat(e.revocation()).isEmpty())
                .hasMessage(why);
    }
}
