package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
    private static final Instant NOW = Instant.parse("2026-11-03T04:05:06.789Z");

    @Test
    void namesPeerServerProtocolIdRecipientAndDate() {
        assertThat(trace("ESMTP", Optional.empty()).fields(envelope("a@example.org", "b@example.org"), NOW, Set.of()))
                .isEqualTo("""
                        Return-Path: <a@example.org>
                        Received: from client.example.org ([192.0.2.1])
                        	by mx.example.org with ESMTP id 42
                        	for <b@example.org>;
                        	Tue, 3 Nov 2026 04:05:06 +0000
                        """.replace("\n", "\r\n"));
    }

    /** RFC 8314 section 4.3. */
    @Test
    void namesTheCipherSuiteBehindTheRecipientWhenTlsWasUsed() {
        assertThat(trace("ESMTPS", Optional.of("TLS_AES_128_GCM_SHA256")).fields(envelope("a@b", "c@d"), NOW, Set.of()))
                .isEqualTo("""
                        Return-Path: <a@b>
                        Received: from client.example.org ([192.0.2.1])
                        	by mx.example.org with ESMTPS id 42
                        	for <c@d>
                        	tls TLS_AES_128_GCM_SHA256;
                        	Tue, 3 Nov 2026 04:05:06 +0000
                        """.replace("\n", "\r\n"));
    }

    /** RFC 5321 section 7.2: the others might be blind copies. */
    @Test
    void namesNoRecipientWhenThereAreSeveral() {
        assertThat(trace("ESMTPS", Optional.of("TLS_X")).fields(envelope("a@b", "c@d", "e@f"), NOW, Set.of()))
                .contains("id 42\r\n\ttls TLS_X;\r\n")
                .doesNotContain("c@d", "e@f", "for <");
        assertThat(trace("SMTP", Optional.empty()).fields(envelope("a@b", "c@d", "e@f"), NOW, Set.of()))
                .contains(" with SMTP id 42;\r\n\tTue,")
                .doesNotContain("c@d", "e@f", "for <");
    }

    @Test
    void writesTheNullSenderAsAnEmptyReturnPath() {
        assertThat(trace("SMTP", Optional.empty()).fields(envelope("", "c@d"), NOW, Set.of()))
                .startsWith("Return-Path: <>\r\nReceived: from ");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, from client.example.org ([192.0.2.1])",
        "2001:db8::1, from client.example.org ([IPv6:2001:db8::1])",
        "::ffff:192.0.2.1, from client.example.org ([IPv6:::ffff:192.0.2.1])"
    })
    void writesThePeerAsAnAddressLiteral(String ip, String from) {
        Trace trace = new Trace("client.example.org", ip, Peer.HOST, "SMTP", Optional.empty(), "42");

        assertThat(trace.fields(envelope("a@b", "c@d"), NOW, Set.of())).contains("Received: " + from + "\r\n");
    }

    @Test
    void writesAHeloNameThatIsALiteralAsItIs() {
        Trace trace = new Trace("[IPv6:::1]", "::1", Peer.HOST, "SMTP", Optional.empty(), "42");

        assertThat(trace.fields(envelope("a@b", "c@d"), NOW, Set.of())).contains("from [IPv6:::1] ([IPv6:::1])\r\n");
    }

    /** RFC 5322 section 3.3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-01-31T23:59:59Z| Sat, 31 Jan 2026 23:59:59 +0000",
                "2024-02-29T00:00:00Z| Thu, 29 Feb 2024 00:00:00 +0000",
                "2026-12-09T12:34:56.999Z| Wed, 9 Dec 2026 12:34:56 +0000"
            })
    void writesTheDateInEnglishWhereverItRuns(Instant instant, String date) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));

            assertThat(trace("SMTP", Optional.empty()).fields(envelope("a@b", "c@d"), instant, Set.of()))
                    .endsWith(";\r\n\t" + date + "\r\n");
        } finally {
            Locale.setDefault(before);
        }
    }

    /** RFC 5322 section 2.1.1, with everything as long as it can be. */
    @Test
    void keepsItsLinesWithin998Octets() {
        String domain = ("d".repeat(63) + ".").repeat(3) + "d".repeat(63);
        for (String unit : List.of("l", "\u00fc", "\ud83d\udce7")) {
            for (int times : List.of(64, 700, 715, 716, 750, 2_000, 65_000)) {
                String mailbox = unit.repeat(times) + "@" + domain;
                Trace trace =
                        new Trace(unit.repeat(times), "2001:db8::1", domain, "ESMTPS", Optional.of("TLS_X"), "42");

                assertThat(trace.fields(envelope(mailbox, mailbox), NOW, Set.of())
                                .split("\r\n", -1))
                        .allMatch(line -> Utf8.length(line) <= 998);
            }
        }
    }

    /** A part of an address would be another one. */
    @Test
    void namesAnAddressInFullOrNotAtAll() {
        String fits = "l".repeat(998 - "Return-Path: <@b>".length()) + "@b";
        String fitsNot = "l" + fits;

        assertThat(trace("SMTP", Optional.empty()).fields(envelope(fits, fits), NOW, Set.of()))
                .startsWith("Return-Path: <" + fits + ">\r\nReceived: ")
                .contains("\r\n\tfor <" + fits + ">;\r\n");
        assertThat(trace("SMTP", Optional.empty()).fields(envelope(fitsNot, "l".repeat(10) + fits), NOW, Set.of()))
                .startsWith("Received: ")
                .doesNotContain("for <");
    }

    private static Trace trace(String protocol, Optional<String> cipherSuite) {
        return new Trace("client.example.org", "192.0.2.1", Peer.HOST, protocol, cipherSuite, "42");
    }

    private static Envelope envelope(String sender, String... recipients) {
        List<Recipient> all = Stream.of(recipients)
                .map(mailbox -> new Recipient(mailbox, Map.of()))
                .toList();
        return new Envelope(Optional.of(sender).filter(text -> !text.isEmpty()), Map.of(), all);
    }
}
