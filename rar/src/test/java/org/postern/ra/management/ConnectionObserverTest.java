package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.resource.spi.work.WorkRejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.net.ConnectionCounter;
import org.postern.net.ConnectionFacts;
import org.postern.net.HandshakeFailure;
import org.postern.net.Ip;
import org.postern.net.ListenAddress;
import org.postern.net.ManualClock;
import org.postern.net.MemoryBudget;
import org.postern.net.SpoolFullException;
import org.postern.net.TlsFacts;
import org.postern.ra.Connections;
import org.postern.ra.KeyFile;
import org.postern.ra.LogLines;
import org.postern.ra.log.ConnectionMessages;
import org.postern.ra.log.HandshakeText;
import org.postern.ra.log.Log;
import org.postern.ra.log.LogText;
import org.postern.ra.management.AddressCounters.What;
import org.postern.smtp.ForeignProtocol;
import org.postern.smtp.Replies;
import org.postern.smtp.Security;
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
    private final Log written = new Log(clock);
    private final ConnectionMessages messages = new ConnectionMessages(written, Path.of("spool"));
    private final ConnectionObserver observer = new ConnectionObserver(
            counters,
            new Interference(counters, new TlsAnomalies(), () -> Duration.ofHours(1), clock, messages),
            local -> inPlaintext.get(),
            () -> Duration.ofHours(1),
            clock,
            messages);

    @AfterEach
    void close() {
        log.close();
    }

    /** Neither one that never rests, nor many: and what the others do is still to be seen. */
    @Test
    void peersCannotFillTheLog() {
        for (int i = 0; i < 500; i++) {
            observer.refused(CONNECTION, ConnectionCounter.Limit.OF_PEER);
            observer.closed(CONNECTION, CloseReason.TIMEOUT, true);
            observer.handshakeFailed(CONNECTION, HandshakeFailure.CONNECTION_CLOSED, new SSLException("x"));
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

    @Test
    void whatIsOursIsLoggedWithItsStackTrace() {
        observer.failed(CONNECTION, new IOException("x"));
        observer.contentNotStored(CONNECTION, new CompletionException(new IllegalStateException("x")));

        assertThat(log.lines()).map(line -> line.substring(0, 12)).containsExactly("POSTERN-9001", "POSTERN-9006");
        assertThat(log.traces()).hasSize(2);
    }

    /** As the thread that writes has wrapped them. */
    static Stream<Arguments> troublesWithTheSpool() {
        return Stream.of(
                arguments(
                        "3018",
                        "limit",
                        new SpoolFullException("5 files are open"),
                        "More are allowed by maxMemoryBytes, maxSpoolBytes and maxSpoolFiles"),
                arguments("3019", "file system", new IOException("No space left on device"), "No space left on device"),
                arguments("3019", "file system", new NoSuchFileException("spool/x"), "Make room there, or let"),
                arguments(
                        "3020",
                        "no thread",
                        new RejectedExecutionException(new WorkRejectedException("full")),
                        "thread"));
    }

    @Test
    void envelopesWithoutRoomAreALineAMinuteWithValueAndRemedy() {
        for (int i = 0; i < 90; i++) {
            observer.envelopeNotKept(CONNECTION, new MemoryBudget(() -> 1_234_567));
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(log.lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith("POSTERN-3031 ")
                .contains("452", "0 octets of the 1234567 that maxEnvelopeBytes allows", "Raise it"));
    }

    /** No descriptors are left, and nobody knows for how long. */
    @Test
    void connectionsThatCannotBeAcceptedAreALineAMinuteWithTheRemedy() {
        ListenAddress listen = new ListenAddress(ListenAddress.Scheme.SMTP, Ip.of("192.0.2.1"), 25, 50);
        for (int i = 0; i < 90; i++) {
            observer.acceptFailed(listen, new IOException("Too many open files"));
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(log.lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith("POSTERN-3028 connections to smtp://192.0.2.1:25 cannot be accepted (")
                .contains("Too many open files", "ulimit -n"));
        assertThat(log.lines().get(1)).endsWith("(and 59 more since this was said last)");
        assertThat(log.traces()).isEmpty();
        assertThat(here.sum(What.ACCEPTS_FAILED)).isEqualTo(90);
    }

    @Test
    void aRefusedRecipientIsALineWithWhomAndWhyUntilSomebodyTriesNames() {
        for (int i = 0; i < 500; i++) {
            observer.mailRefused(
                    CONNECTION, "a@example.org", Optional.of("name" + i + "@example.com"), Replies.unknownRecipient());
        }

        assertThat(log.lines("POSTERN-3027"))
                .hasSize(Log.OF_SUBJECT)
                .first()
                .asString()
                .isEqualTo(
                        "POSTERN-3027 connection c-1 from 198.51.100.1 to 192.0.2.1:25: mail from <a@example.org> for"
                                + " <name0@example.com> refused with 550 5.1.1 No such mailbox here");
    }

    /** What is refused for its form can have any form. */
    @Test
    void whatIsNoAddressIsShownAllTheSameAsFarAsALogCan() {
        observer.mailRefused(
                CONNECTION,
                "a\tb\r\nPOSTERN-2001 \u001b[31m\u00fc@example.org",
                Optional.of("x".repeat(100_000)),
                Replies.unknownRecipient());

        assertThat(log.lines("POSTERN-3027"))
                .singleElement()
                .asString()
                .contains("mail from <a?b??POSTERN-2001 ?[31m?@example.org> for <xxx", "x...> refused with 550 5.1.1 ")
                .hasSizeLessThan(700);
    }

    /** A full disk refuses each message: one line a minute is enough to know it, and the number of them is counted. */
    @ParameterizedTest
    @MethodSource("troublesWithTheSpool")
    void contentThatHasNowhereToGoIsALineAMinuteWithTheRemedyAndNoStackTrace(
            String id, String counted, Exception cause, String part) {
        Throwable wrapped = new CompletionException(
                cause instanceof IOException failure ? new UncheckedIOException(failure) : cause);
        for (int i = 0; i < 300; i++) {
            observer.contentNotStored(Connections.from("198.51.100." + i % 250), i % 2 == 0 ? wrapped : cause);
            clock.pass(Duration.ofMillis(300));
        }

        assertThat(log.lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith("POSTERN-" + id + " connection c-1 from ")
                .contains("to 192.0.2.1:25: messages are refused with 452, because ", part));
        assertThat(log.lines().get(1)).endsWith("(and 199 more since this was said last)");
        assertThat(log.traces()).isEmpty();
        assertThat(here.byKind(What.CONTENTS_NOT_STORED)).isEqualTo(Map.of(counted, 300L));
    }

    private void mails(int times, Security security) {
        for (int i = 0; i < times; i++) {
            observer.mailBegun(CONNECTION, security);
        }
    }
}
