package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.ListenAddress;
import org.postern.net.ManualClock;
import org.postern.ra.Connections;
import org.postern.ra.KeyFile;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.config.Property;
import org.postern.ra.log.Messages;
import org.postern.tls.TestCertificates;
import org.postern.tls.TlsOffers;
import org.postern.tls.Verdict;

class OfferWatchTest {
    @TempDir
    Path directory;

    private final LogLines log = new LogLines();
    private final ManualClock clock = new ManualClock();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void atTheBeginningTheStateIsLoggedWithItsWarnings() {
        watch(keys().with("mx", TestCertificates.EC, clock, 5).offers("*=mx", clock));

        assertThat(log.lines("POSTERN-1021"))
                .singleElement()
                .asString()
                .startsWith("POSTERN-1021 STARTTLS on smtp://192.0.2.1:25: yes. USABLE: ");
        assertThat(log.lines("POSTERN-1023"))
                .filteredOn(line -> line.contains("ends within 7 days"))
                .singleElement()
                .asString()
                .startsWith("POSTERN-1023 smtp://192.0.2.1:25: The certificate mx ");
    }

    @Test
    void whereTlsIsRequiredTheStateSaysThatNobodyIsServed() {
        watch(keys().empty().offers("*=mx", clock, Property.TLS, "require"));

        assertThat(log.lines("POSTERN-1021"))
                .singleElement()
                .asString()
                .endsWith("Until then clients are not served here, because of tls=require.");
    }

    @Test
    void nothingIsSaidWhileNothingChanges() {
        OfferWatch watch =
                watch(keys().with("mx", TestCertificates.EC, clock, 365).offers("*=mx", clock));
        int before = log.lines().size();
        clock.pass(Duration.ofDays(300));

        assertThat(watch.check()).isEmpty();
        assertThat(log.lines()).hasSize(before);
    }

    @Test
    void aReminderIsLoggedOnceAndGivesWayToTheNext() {
        OfferWatch watch =
                watch(keys().with("mx", TestCertificates.EC, clock, 100).offers("*=mx", clock));
        int before = log.lines().size();
        clock.pass(Duration.ofDays(80));

        assertThat(watch.check()).isPresent();
        assertThat(watch.check()).isEmpty();
        assertThat(log.lines().subList(before, before + 1))
                .singleElement()
                .asString()
                .contains("POSTERN-1023", "within 30 days");
        clock.pass(Duration.ofDays(10));
        assertThat(watch.check()).isPresent();
        assertThat(log.lines().subList(before + 1, log.lines().size()))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("POSTERN-1023").contains("within 14 days"),
                        line -> assertThat(line).startsWith("POSTERN-1024").contains("within 30 days"));
    }

    @Test
    void theEndOfTheCertificateIsLoggedWithWhatItWasAndWhatToDo() {
        OfferWatch watch =
                watch(keys().with("mx", TestCertificates.EC, clock, 1).offers("*=mx", clock));
        clock.pass(Duration.ofDays(2));

        assertThat(watch.check()).hasValueSatisfying(change -> {
            assertThat(change.before().verdict()).isEqualTo(Verdict.USABLE);
            assertThat(change.now().verdict()).isEqualTo(Verdict.EXPIRED);
        });
        assertThat(log.lines("POSTERN-1022"))
                .singleElement()
                .asString()
                .contains(": NO. EXPIRED: ", "Import a renewed one")
                .endsWith("(was USABLE)");
        assertThat(log.lines("POSTERN-1024")).isEmpty();
    }

    @Test
    void aRenewedCertificateIsLoggedThoughTheVerdictIsTheSame() {
        KeyFile keys = keys().with("mx", TestCertificates.EC, clock, 100);
        TlsOffers offers = keys.offers("*=mx", clock);
        OfferWatch watch = watch(offers);
        keys.with("mx", TestCertificates.EC, clock, 200);
        offers.reload();

        assertThat(watch.check()).isPresent();
        assertThat(log.lines("POSTERN-1022"))
                .singleElement()
                .asString()
                .contains("2026-07-20")
                .endsWith("(as before)");
    }

    @Test
    void oneOfTwoCertificatesThatEndsIsAWarning() {
        OfferWatch watch = watch(keys().with("rsa", TestCertificates.RSA, clock, 1)
                .with("ec", TestCertificates.EC, clock, 365)
                .offers("*=rsa|ec", clock));
        clock.pass(Duration.ofDays(2));
        watch.check();

        assertThat(log.lines("POSTERN-1023")).last().asString().contains("EXPIRED: The certificate rsa ");
    }

    private KeyFile keys() {
        return new KeyFile(directory);
    }

    private OfferWatch watch(TlsOffers offers) {
        OfferWatch watch =
                new OfferWatch(ListenAddress.Scheme.SMTP, Connections.LOCAL, offers, new Messages(Settings.log()));
        watch.begin();
        return watch;
    }
}
