package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.postern.net.ConnectionCounter;
import org.postern.net.HandshakeFailure;
import org.postern.net.Ip;
import org.postern.net.ListenAddress;
import org.postern.net.TlsFacts;
import org.postern.ra.Connections;
import org.postern.ra.log.AnomalyReport;
import org.postern.smtp.Replies;
import org.postern.smtp.Step.CloseReason;
import org.postern.smtp.TlsAnomaly;
import org.postern.tls.TestCertificates;

/** What management beans of local addresses show. */
class LocalAddressStatusTest extends LocalAddressStatusSetUp {
    private static final long DAY = 86_400;

    @Test
    void theOfferIsShownWithEachCertificate() throws Exception {
        open("*:25=rsa|ec|lost");

        assertThat(text("Binding")).isEqualTo("*:25=rsa|ec|lost");
        assertThat(text("BindingMatch")).isEqualTo("any IP address, this port");
        assertThat(text("StartTls")).isEqualTo("yes");
        assertThat(attribute("Required")).isEqualTo(false);
        assertThat(text("Verdict")).isEqualTo("USABLE");
        assertThat((String[]) attribute("Warnings")).anyMatch(warning -> warning.startsWith("ALIAS_NOT_FOUND: "));
        CompositeData[] certificates = (CompositeData[]) attribute("Certificates");
        assertThat(certificates)
                .extracting(one -> one.get("alias"), one -> one.get("verdict"), one -> one.get("keyType"))
                .containsExactly(
                        tuple("rsa", "USABLE", "RSA 2048"),
                        tuple("ec", "USABLE", "EC 256"),
                        tuple("lost", "ALIAS_NOT_FOUND", ""));
        assertThat(certificates[0].get("subject")).isEqualTo("CN=rsa.example.org");
        assertThat((String[]) certificates[0].get("names")).contains("localhost");
        assertThat((String) certificates[0].get("fingerprint")).matches("[0-9a-f]{64}");
        assertThat((String) certificates[0].get("keyFingerprint"))
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(certificates[0].get("fingerprint"));
        assertThat(certificates[2].get("keyFingerprint")).isEqualTo("");
        assertThat(certificates[0].get("notBefore")).isEqualTo("2025-12-31T00:00:00Z");
        assertThat(certificates[0].get("notAfter")).isEqualTo("2026-04-11T00:00:00Z");
        assertThat(attribute("SecondsToNotAfter")).isEqualTo(100 * DAY);
        assertThat(attribute("LifetimeSeconds"))
                .as("of the one that ends first")
                .isEqualTo(101 * DAY);
        assertThat((String[]) certificates[0].get("warnings")).isNotNull();
        assertThat((String) certificates[2].get("reason")).contains("There is no alias lost");
    }

    /** The bound of an alert is a part of it. */
    @Test
    void aCertificateOfAFewDaysHidesNoOtherThatWasNotRenewed() throws Exception {
        clock.pass(Duration.ofDays(80));
        keys.with("short", TestCertificates.EC, clock, 5);
        open("*:25=short|rsa");
        assertThat(attribute("LifetimeSeconds")).isEqualTo(6 * DAY);

        clock.pass(Duration.ofDays(7));
        keys.with("short", TestCertificates.EC, clock, 5);
        opened.forEach(beans::remove);
        opened.clear();
        open("*:25=short|rsa");

        assertThat(attribute("SecondsToNotAfter")).isEqualTo(5 * DAY);
        assertThat(attribute("LifetimeSeconds")).isEqualTo(101 * DAY);
    }

    @Test
    void withoutABindingTextsAreEmptyAndThereAreNoCertificates() throws Exception {
        open("");

        assertThat(text("Binding")).isEmpty();
        assertThat(text("BindingMatch")).isEmpty();
        assertThat((CompositeData[]) attribute("Certificates")).isEmpty();
        assertThat(attribute("LifetimeSeconds")).isEqualTo(0L);
        assertThat((String[]) attribute("Warnings")).isEmpty();
    }

    @Test
    void whatWasCountedIsShown() throws Exception {
        open("*=ec");
        AddressCounters here = counters.at(Connections.LOCAL);
        here.handshakeCompleted(new TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), List.of()));
        here.handshakeFailed(HandshakeFailure.NOT_TLS);
        here.anomalySeen(AnomalyReport.of(TlsAnomaly.MASKED_COMMAND));
        here.tlsImpossible();
        here.tlsWithdrawn();
        here.connectionRefused(ConnectionCounter.Limit.OF_PEER);
        here.connectionClosed(CloseReason.TOO_MANY_ERRORS);
        here.refusedWith(Replies.unknownRecipient());
        anomalies.add(
                TlsAnomalies.Key.of(Connections.from("198.51.100.1"), AnomalyReport.of(TlsAnomaly.MASKED_COMMAND)),
                clock.instant());

        assertThat(attribute("HandshakesCompleted")).isEqualTo(1L);
        assertThat(row(attribute("HandshakesFailed"), "not tls")).isEqualTo(1L);
        assertThat(row(attribute("TlsAnomalies"), "masked command")).isEqualTo(1L);
        assertThat(attribute("ConnectionsClosedForLackOfTls")).isEqualTo(1L);
        assertThat(attribute("StartTlsWithdrawn")).isEqualTo(1L);
        assertThat(row(attribute("ConnectionsRefused"), "of peer")).isEqualTo(1L);
        assertThat(row(attribute("ConnectionsClosed"), "too many errors")).isEqualTo(1L);
        assertThat(row(attribute("Refusals"), "550 5.1.1")).isEqualTo(1L);
        assertThat((CompositeData[]) attribute("TlsAnomaliesByPeer"))
                .extracting(
                        one -> one.get("peer"),
                        one -> one.get("anomaly"),
                        one -> one.get("count"),
                        one -> one.get("lastSeen"))
                .containsExactly(tuple("198.51.100.1", "masked command", 1L, "2026-01-01T00:00:00Z"));
    }

    @Test
    void addressesThatAppearAreWatchedAndThoseThatVanishAreNot() throws Exception {
        machine = List.of(Ip.of("192.0.2.1"), Ip.of("2001:db8::1"));
        open("*=ec");
        assertThat(addresses()).containsExactly("192.0.2.1");

        machine = List.of(Ip.of("192.0.2.2"));
        clock.pass(ManagementBeans.ADDRESSES_PERIOD.minusMillis(1));
        beans.check();
        assertThat(addresses()).containsExactly("192.0.2.1");
        clock.pass(Duration.ofMillis(1));
        beans.check();

        assertThat(addresses()).containsExactly("192.0.2.2");
        assertThat(log.lines("POSTERN-1026"))
                .singleElement()
                .asString()
                .contains("smtp://192.0.2.1:25 is not an address of this machine any more");
        assertThat(log.lines("POSTERN-1021")).last().asString().contains("smtp://192.0.2.2:25");
        assertThat(beans.beginsInPlaintext(Connections.local("192.0.2.2", 25))).isTrue();
        assertThat(beans.beginsInPlaintext(Connections.LOCAL)).isFalse();
    }

    @Test
    void whileTheAddressesCannotBeFoundOutThoseThatAreKnownStay() throws Exception {
        open("*=ec");
        machine = List.of();
        clock.pass(ManagementBeans.ADDRESSES_PERIOD);
        beans.check();

        assertThat(addresses()).containsExactly("192.0.2.1");
    }

    @Test
    void anAddressWithImplicitTlsDoesNotBeginInPlaintext() {
        ListenAddress smtps = new ListenAddress(ListenAddress.Scheme.SMTPS, Ip.of("192.0.2.7"), 465, 1);
        show(smtps, "*=ec");

        assertThat(beans.beginsInPlaintext(smtps.localAddress())).isFalse();
    }
}
