package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionFacts;
import org.postern.net.HandshakeFailure;
import org.postern.net.ManualClock;
import org.postern.net.TlsFacts;
import org.postern.ra.AddressCounters.What;
import org.postern.smtp.Security;
import org.postern.smtp.Sighting;
import org.postern.smtp.Step.CloseReason;
import org.postern.tls.TlsOffer;

class ConnectionObserverTest {
    private static final ConnectionFacts CONNECTION = Connections.from("198.51.100.1");

    @TempDir
    Path directory;

    private final LogLines log = new LogLines();
    private final ManualClock clock = new ManualClock();
    private final TlsCounters counters = new TlsCounters();
    private final AddressCounters here = counters.at(Connections.LOCAL);
    private final AtomicBoolean inPlaintext = new AtomicBoolean(true);
    private final ConnectionMessages messages = new ConnectionMessages();
    private final ConnectionObserver observer = new ConnectionObserver(
            counters,
            new Interference(counters, new Sightings(), Duration.ofHours(1), clock, messages),
            local -> inPlaintext.get(),
            Duration.ofHours(1),
            clock,
            messages);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void peersCannotFillTheLog() {
        for (int i = 0; i < 500; i++) {
            observer.refused(CONNECTION, ConnectionCounter.Limit.OF_PEER);
            observer.closed(CONNECTION, CloseReason.TIMEOUT, true);
            observer.handshakeFailed(CONNECTION, HandshakeFailure.CONNECTION_CLOSED, new SSLException("x"));
        }
        observer.settle();
        assertThat(log.lines("POSTERN-300")).hasSize(600);
        assertThat(here.byKind(What.HANDSHAKES_FAILED)).containsEntry("connection closed", 500L);

        clock.pass(Duration.ofMinutes(1));
        observer.settle();
        observer.settle();
        assertThat(log.lines("POSTERN-3009")).singleElement().asString().startsWith("POSTERN-3009 900 more");

        observer.closed(CONNECTION, CloseReason.TIMEOUT, true);
        assertThat(log.lines("POSTERN-3005")).hasSize(201);
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

    @Test
    void aFailureOfFewWordsIsNotFilledUp() {
        observer.handshakeFailed(CONNECTION, HandshakeFailure.CONNECTION_CLOSED, new SSLException((String) null));

        assertThat(log.lines("POSTERN-3003"))
                .singleElement()
                .asString()
                .doesNotContain("null")
                .endsWith("not said so");
    }

    @Test
    void handshakesAreCountedAndSuccessIsQuiet() {
        observer.handshakeCompleted(
                CONNECTION, new TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), List.of()));
        observer.handshakeCompleted(
                CONNECTION, new TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), List.of()));

        assertThat(here.sum(What.HANDSHAKES)).isEqualTo(2);
        assertThat(log.lines()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(HandshakeFailure.class)
    void aFailedHandshakeIsCountedAndLoggedByItsCause(HandshakeFailure failure) {
        observer.handshakeFailed(CONNECTION, failure, new SSLException("said\r\nPOSTERN-1001 forged"));

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
    void plaintextFromAPeerThatIsUsedToTlsIsASighting() {
        mails(5, Security.TLS_ACTIVE);
        observer.mailBegun(CONNECTION, Security.TLS_OFFERED);

        assertThat(here.byKind(What.SIGHTINGS)).isEqualTo(Map.of(LogText.words(Sighting.STARTTLS_STRIPPED), 1L));
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

    @Test
    void otherEventsAreLogged() {
        observer.failed(CONNECTION, new IOException("x"));
        observer.contentNotStored(CONNECTION, new IOException("x"));

        assertThat(log.lines()).map(line -> line.substring(0, 12)).containsExactly("POSTERN-9001", "POSTERN-9006");
    }

    private void mails(int times, Security security) {
        for (int i = 0; i < times; i++) {
            observer.mailBegun(CONNECTION, security);
        }
    }
}
