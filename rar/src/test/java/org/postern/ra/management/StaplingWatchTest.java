package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ip.LocalAddress;
import org.postern.net.Ip;
import org.postern.net.ListenAddress;
import org.postern.net.ManualClock;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.log.Messages;
import org.postern.tls.Responders;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;
import org.postern.tls.TestPolicy;
import org.postern.tls.TlsOffers;
import org.postern.tls.TlsPolicy;
import org.postern.tls.keys.KeyStoreSettings;
import org.postern.tls.keys.KeyStores;
import org.postern.tls.ocsp.OcspAuthority;

/** What the log says of OCSP responses: each fact once, when it begins. */
class StaplingWatchTest {
    private static final String PLACE = "http://ocsp.example.net/";

    @TempDir
    Path directory;

    private final LogLines log = new LogLines();
    private final ManualClock clock = new ManualClock(Instant.now());
    private final OcspAuthority authority = new OcspAuthority("Authority", TestCertificates.OTHER_EC);
    private UnaryOperator<byte[]> responder = this::answer;

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void thatItIsStapledIsSaidOnceHoweverOftenItIsRenewed() {
        TlsOffers offers = offers(TestCertificates.EC);
        OfferWatch watch = watch(offers);
        assertThat(log.lines("POSTERN-1045")).isEmpty();
        for (int i = 0; i < 10; i++) {
            offers.askResponder(asked());
            pass(Duration.ofSeconds(1));
            assertThat(watch.check()).isEmpty();
            pass(Duration.ofHours(2));
            assertThat(watch.check()).isEmpty();
        }

        assertThat(log.lines("POSTERN-1045"))
                .singleElement()
                .asString()
                .startsWith("POSTERN-1045 smtp://192.0.2.1:25, certificate mx: The OCSP response of " + PLACE
                        + " is stapled, which is good until ");
        assertThat(log.lines("POSTERN-1022")).isEmpty();
        assertThat(log.lines("POSTERN-1023")).noneMatch(line -> line.contains("OCSP"));
    }

    @Test
    void thatItCannotBeIsSaidWithTheReason() {
        OfferWatch watch = watch(offers(TestCertificates.ED25519));
        pass(Duration.ofDays(1));
        watch.check();

        assertThat(log.lines("POSTERN-1045"))
                .singleElement()
                .asString()
                .contains("No OCSP response is stapled: the JDK's TLS serves it");
    }

    @Test
    void aFailureIsAWarningAndItsEndToo() {
        TlsOffers offers = offers(TestCertificates.EC);
        OfferWatch watch = watch(offers);
        responder = question -> new byte[0];
        for (int i = 0; i < 10; i++) {
            offers.askResponder(asked());
            pass(Duration.ofHours(1));
            watch.check();
        }
        assertThat(log.lines("POSTERN-1023"))
                .filteredOn(line -> line.contains("OCSP"))
                .singleElement()
                .asString()
                .contains("No OCSP response is stapled for the certificate mx (CN=mx.example.org): " + PLACE
                        + " was asked, and what it sends is no OCSP response.");
        assertThat(log.lines("POSTERN-1045")).isEmpty();

        responder = this::answer;
        offers.askResponder(asked());
        pass(Duration.ofSeconds(1));

        assertThat(watch.check()).isPresent();
        assertThat(log.lines("POSTERN-1024")).singleElement().asString().contains("this is over: No OCSP response");
        assertThat(log.lines("POSTERN-1045")).hasSize(1);
    }

    @Test
    void aRevokedCertificateIsSaidOnceWithWhatToDo() {
        TlsOffers offers = offers(TestCertificates.EC);
        OfferWatch watch = watch(offers);
        offers.askResponder(asked());
        pass(Duration.ofSeconds(1));
        watch.check();
        authority.saying(new RevokedStatus(Date.from(Instant.now()), 1));
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofHours(2));
            offers.askResponder(asked());
            pass(Duration.ofSeconds(1));
            watch.check();
        }

        assertThat(log.lines("POSTERN-1023"))
                .filteredOn(line -> line.contains("is revoked"))
                .singleElement()
                .asString()
                .contains("(keyCompromise)", "Make a new key");
        authority.saying(CertificateStatus.GOOD);
        pass(Duration.ofHours(2));
        offers.askResponder(asked());
        pass(Duration.ofSeconds(1));
        watch.check();
        assertThat(log.lines("POSTERN-1024")).anyMatch(line -> line.contains("is revoked"));
        assertThat(log.lines("POSTERN-1045")).hasSize(2);
    }

    /** Answers whose dates move, answers of different kinds, and none: a day of it is one line, and none that it is over. */
    @ParameterizedTest
    @ValueSource(strings = {"ended", "future", "in turn", "broken"})
    void howeverItFailsForADayOneLineSaysSo(String how) {
        TlsOffers offers = offers(TestCertificates.EC);
        OfferWatch watch = watch(offers);
        int[] asked = {0};
        responder = question -> {
            asked[0]++;
            return switch (how) {
                case "ended" -> between(-3_600, -1, question);
                case "future" -> between(600, 7_200, question);
                case "in turn" -> asked[0] % 2 == 0 ? new byte[0] : between(-3_600, -asked[0], question);
                default -> throw new IllegalStateException("attempt " + asked[0]);
            };
        };
        aDay(offers, watch);

        assertThat(asked[0]).isBetween(25, 40);
        assertThat(log.lines("POSTERN-1023"))
                .filteredOn(line -> line.contains("OCSP"))
                .hasSize(1);
        assertThat(log.lines("POSTERN-1024")).isEmpty();
        assertThat(log.lines("POSTERN-1045")).isEmpty();
    }

    /** A response that cannot be renewed, and then ends: that is worse, and not over. */
    @Test
    void aFailureIsOverWhenTheResponderAnswersAndNotBefore() {
        TlsOffers offers = offers(TestCertificates.EC);
        OfferWatch watch = watch(offers);
        offers.askResponder(asked());
        responder = question -> new byte[0];
        aDay(offers, watch);
        assertThat(log.lines("POSTERN-1023"))
                .filteredOn(line -> line.contains("OCSP"))
                .satisfiesExactly(line -> assertThat(line).contains("cannot be renewed"), line -> assertThat(line)
                        .contains("No OCSP response is stapled for"));
        assertThat(log.lines("POSTERN-1024")).isEmpty();

        responder = this::answer;
        aDay(offers, watch);

        assertThat(log.lines("POSTERN-1024")).singleElement().asString().contains("this is over: No OCSP response");
        assertThat(log.lines("POSTERN-1045")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"15, 1", "60, 1", "90, 0", "120, 0", "240, 0"})
    void answersThatEndSoonAreToldOnce(int seconds, int warnings) {
        TlsOffers offers = offers(TestCertificates.EC);
        OfferWatch watch = watch(offers);
        responder = question -> between(0, seconds, question);
        pass(120, Duration.ofSeconds(10), offers, watch);

        assertThat(log.lines("POSTERN-1045")).hasSize(1);
        assertThat(log.lines("POSTERN-1023"))
                .filteredOn(line -> line.contains("OCSP"))
                .hasSize(warnings);
        assertThat(log.lines("POSTERN-1024")).isEmpty();
    }

    private void aDay(TlsOffers offers, OfferWatch watch) {
        pass(24 * 12, Duration.ofMinutes(5), offers, watch);
    }

    private void pass(int looks, Duration each, TlsOffers offers, OfferWatch watch) {
        for (int i = 0; i < looks; i++) {
            offers.askResponder(asked());
            pass(each);
            watch.check();
        }
    }

    private byte[] between(int from, int to, byte[] question) {
        Instant now = clock.instant();
        return authority.from(now.plusSeconds(from), now.plusSeconds(to)).answer(question);
    }

    private byte[] answer(byte[] question) {
        return authority
                .from(clock.instant(), clock.instant().plus(Duration.ofHours(4)))
                .answer(question);
    }

    private Responders asked() {
        return new Responders() {
            @Override
            public byte[] ask(URI place, byte[] question) throws IOException {
                assertThat(place).hasToString(PLACE);
                return responder.apply(question);
            }

            @Override
            public void close() {
                // There is nothing under way.
            }
        };
    }

    private void pass(Duration time) {
        clock.pass(time);
    }

    private TlsOffers offers(KeyPair keys) {
        Path file = TestKeyStore.pkcs12()
                .key(
                        "mx",
                        keys,
                        authority
                                .issued(keys, "mx.example.org", URI.create(PLACE))
                                .build(),
                        authority.certificate())
                .write(directory.resolve("keys.p12"));
        TlsOffers offers = TestPolicy.byDefault()
                .provider(TlsPolicy.Provider.AUTO)
                .stapling()
                .offers(
                        "*=mx",
                        KeyStores.parse(
                                        new KeyStoreSettings("file:" + file, null, TestKeyStore.PASSWORD, null),
                                        problem -> {
                                            throw new AssertionError(problem);
                                        })
                                .orElseThrow(),
                        clock);
        offers.refresh();
        return offers;
    }

    private OfferWatch watch(TlsOffers offers) {
        OfferWatch watch = new OfferWatch(
                ListenAddress.Scheme.SMTP,
                new LocalAddress(Ip.of("192.0.2.1"), 25),
                offers,
                new Messages(Settings.log()));
        watch.begin();
        return watch;
    }
}
