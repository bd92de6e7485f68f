package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.resource.spi.work.WorkRejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.net.Ip;
import org.postern.net.ListenAddress;
import org.postern.net.MemoryBudget;
import org.postern.net.SpoolFullException;
import org.postern.ra.Connections;
import org.postern.ra.log.Log;
import org.postern.ra.management.AddressCounters.What;

/** What is logged of mail that is refused, and of trouble on this side. */
class ObservedTroubleTest extends ConnectionObserverSetUp {
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
            observer.mailRefused(refused("a@example.org", "name" + i + "@example.com"));
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
        observer.mailRefused(refused("a\tb\r\nPOSTERN-2001 \u001b[31m\u00fc@example.org", "x".repeat(100_000)));

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
}
