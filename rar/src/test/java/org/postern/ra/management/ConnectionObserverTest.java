package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.net.ConnectionCounter;
import org.postern.net.HandshakeFailure;
import org.postern.net.TlsFacts;
import org.postern.ra.Connections;
import org.postern.ra.KeyFile;
import org.postern.ra.log.HandshakeText;
import org.postern.ra.log.Log;
import org.postern.ra.log.LogText;
import org.postern.ra.management.AddressCounters.What;
import org.postern.smtp.ForeignProtocol;
import org.postern.smtp.Security;
import org.postern.smtp.Step.CloseReason;
import org.postern.tls.TlsOffer;

/** What is counted and logged of connections and their TLS. */
class ConnectionObserverTest extends ConnectionObserverSetUp {
    private static final Duration TOOK = Duration.ofMillis(20);

    /** Neither one that never rests, nor many: and what the others do is still to be seen. */
    @Test
    void peersCannotFillTheLog() {
        for (int i = 0; i < 500; i++) {
            observer.refused(CONNECTION, ConnectionCounter.Limit.OF_PEER);
            observer.closed(CONNECTION, CloseReason.TIMEOUT, true);
            observer.handshakeFailed(CONNECTION, HandshakeFailure.CONNECTION_CLOSED, TOOK, new SSLException("x"));
        }
        observer.closed(Connections.from("198.51.100.2"), CloseReason.TIMEOUT, true);
        written.settle();
        assertThat(log.lines()).hasSize(3 * Log.OF_SUBJECT + 1);
        assertThat(log.lines("POSTERN-3005")).last().asString().contains("198.51.100.2");
        assertThat(here.byKind(What.HANDSHAKES_FAILED)).containsEntry("connection closed", 500L);

        clock.pass(Duration.ofMinutes(1));
        written.settle();
        written.settle();
        assertThat(log.lines("POSTERN-1071"))
                .singleElement()
                .asString()
                .contains("Left out: 440 of POSTERN-3001, 440 of POSTERN-3003, 440 of POSTERN-3005.");
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void whoHasSaidNothingIsCountedAndNotLogged(CloseReason reason) {
        observer.closed(CONNECTION, reason, false);
        assertThat(log.lines()).isEmpty();

        observer.closed(CONNECTION, reason, true);
        assertThat(log.lines("POSTERN-3005")).hasSize(1);
        assertThat(here.byKind(What.CONNECTIONS_CLOSED)).isEqualTo(Map.of(LogText.words(reason), 2L));
    }

    @ParameterizedTest
    @EnumSource
    void aClientOfAnotherProtocolIsCountedAndNamed(ForeignProtocol spoken) {
        for (int i = 0; i < 500; i++) {
            observer.foreignProtocol(CONNECTION, spoken);
        }

        assertThat(log.lines("POSTERN-3032"))
                .hasSize(Log.OF_SUBJECT)
                .allMatch(line ->
                        line.contains("198.51.100.1") && line.contains(" speaks " + spoken.title() + ", not SMTP"));
        assertThat(here.byKind(What.FOREIGN_PROTOCOLS)).isEqualTo(Map.of(spoken.title(), 500L));
        assertThat(here.byKind(What.CONNECTIONS_CLOSED)).isEqualTo(Map.of("foreign protocol", 500L));
    }

    @Test
    void aFailureOfFewWordsIsNotFilledUp() {
        observer.handshakeFailed(CONNECTION, HandshakeFailure.CONNECTION_CLOSED, TOOK, new SSLException((String) null));

        assertThat(log.lines("POSTERN-3003"))
                .singleElement()
                .asString()
                .doesNotContain("null")
                .endsWith("not said so");
    }

    @Test
    void handshakesAreCountedAndSuccessIsQuiet() {
        observer.handshakeCompleted(
                CONNECTION, new TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), List.of()), TOOK);
        observer.handshakeCompleted(
                CONNECTION, new TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), List.of()), TOOK);

        assertThat(here.sum(What.HANDSHAKES)).isEqualTo(2);
        assertThat(log.lines()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(HandshakeFailure.class)
    void aFailedHandshakeIsCountedAndLoggedByItsCause(HandshakeFailure failure) {
        observer.handshakeFailed(CONNECTION, failure, TOOK, new SSLException("said\r\nPOSTERN-1001 forged"));

        assertThat(here.byKind(What.HANDSHAKES_FAILED)).isEqualTo(Map.of(LogText.words(failure), 1L));
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("POSTERN-3003 connection c-1 from 198.51.100.1 to 192.0.2.1:25 closed: the TLS handshake")
                .endsWith(HandshakeText.meaning(failure) + " (said??POSTERN-1001 forged)");
    }

    @Test
    void withoutACertificateWhereTlsIsNeededEachConnectionIsCountedButOneLineIsEnough() {
        TlsOffer offer = new KeyFile(directory).empty().offers("*=mx", clock).offerFor(Connections.LOCAL);
        for (int i = 0; i < 3; i++) {
            observer.tlsImpossible(Connections.from("198.51.100." + i), offer);
        }
        clock.pass(Duration.ofHours(1));
        observer.tlsImpossible(CONNECTION, offer);

        assertThat(here.sum(What.TLS_IMPOSSIBLE)).isEqualTo(4);
        assertThat(log.lines("POSTERN-3002")).hasSize(2).first().asString().contains(offer.reason());
        assertThat(log.lines()).last().asString().endsWith("(and 2 more since this was said last)");
    }

    @Test
    void aCertificateThatEndedSinceItWasOfferedIsCountedAndLogged() {
        TlsOffer offer = new KeyFile(directory).empty().offers("*=mx", clock).offerFor(Connections.LOCAL);
        observer.tlsWithdrawn(CONNECTION, offer);

        assertThat(here.sum(What.TLS_WITHDRAWN)).isEqualTo(1);
        assertThat(log.lines("POSTERN-3006")).singleElement().asString().contains("454");
    }

    @Test
    void plaintextFromAPeerThatIsUsedToTlsIsAnAnomaly() {
        mails(5, Security.TLS_ACTIVE);
        observer.mailBegun(CONNECTION, Security.TLS_OFFERED);

        assertThat(here.byKind(What.SIGHTINGS)).isEqualTo(Map.of("starttls stripped", 1L));
        assertThat(log.lines("POSTERN-3017")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_TLS", "TLS_REQUIRED"})
    void whereTlsWasNotToBeHadOrNotToBeAvoidedThereIsNothingToLearn(Security security) {
        mails(5, Security.TLS_ACTIVE);
        mails(5, security);
        assertThat(here.byKind(What.SIGHTINGS)).isEmpty();

        observer.mailBegun(CONNECTION, Security.TLS_OFFERED);
        assertThat(here.byKind(What.SIGHTINGS)).hasSize(1);
    }

    @Test
    void whatHappensUnderImplicitTlsIsNoHabit() {
        inPlaintext.set(false);
        mails(50, Security.TLS_ACTIVE);
        inPlaintext.set(true);
        observer.mailBegun(CONNECTION, Security.TLS_OFFERED);

        assertThat(here.byKind(What.SIGHTINGS)).isEmpty();
    }
}
