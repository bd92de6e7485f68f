package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that a client calls itself can be taken for another part of the Received field. */
class ReceivedNameTest {
    /** A field with one word for the name, as one that reads quotes sees it and as one that does not. */
    private static final Pattern FIELD = Pattern.compile("Received: from "
            + "(\\[[^\\[\\]\\\\\"()<>;\\s]+]|[^\\[\\]\\\\\"()<>;:,@\\s]+|\"[^\\\\\"()<>;\\s]+\")"
            + " \\(\\[192\\.0\\.2\\.1]\\)\\r\\n\\tby mx\\.example\\.org with ESMTP id 42\\r\\n"
            + "\\tfor <b@example\\.org>;\\r\\n\\tTue, 3 Nov 2026 04:05:06 \\+0000\\r\\n");

    private static final Instant NOW = Instant.parse("2026-11-03T04:05:06.789Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            client.example.org         | client.example.org
            [192.0.2.1]                | [192.0.2.1]
            [IPv6:2001:db8::1]         | [IPv6:2001:db8::1]
            [2001:db8:0:0:0:0:0:1]     | [2001:db8:0:0:0:0:0:1]
            [fe80::1%eth0]             | [fe80::1%eth0]
            John's-MacBook             | John's-MacBook
            DESKTOP_42.                | DESKTOP_42.
            2001:db8::1                | "2001:db8::1"
            fe80::1%eth0               | "fe80::1%eth0"
            192.0.2.1:2525             | "192.0.2.1:2525"
            [192.0.2.1]:2525           | "[192.0.2.1]:2525"
            John's MacBook             | "John's_MacBook"
            a by b with SMTP id 1; Mon | "a_by_b_with_SMTP_id_1?_Mon"
            a (b [192.0.2.9])          | "a_?b_[192.0.2.9]?"
            "a\\"                      | "?a??"
            []                         | "[]"
            M\u00fcller                | "M?ller"
            \ud83d\udce7               | "?"
            """)
    void isWrittenAsOneWord(String name, String word) {
        assertThat(ReceivedName.of(name)).isEqualTo(word);
    }

    @Test
    void isCutWhereItIsLongerThanNamesCanBe() {
        assertThat(ReceivedName.of("x".repeat(255))).isEqualTo("x".repeat(255));
        assertThat(ReceivedName.of("x".repeat(256))).isEqualTo("x".repeat(252) + "...");
        assertThat(ReceivedName.of("[" + "1".repeat(300) + "]"))
                .hasSize(257)
                .startsWith("\"[1")
                .endsWith("...\"");
        assertThat(ReceivedName.of(" ".repeat(60_000))).isEqualTo("\"" + "_".repeat(252) + "...\"");
    }

    /** Every octet in every place of names that are written in each of the three ways, through the whole conversation. */
    @Test
    void noOctetInAnyPlaceIsMoreThanAPartOfTheName() {
        for (String name : List.of("ab.c", "[1.2]", "a b", "a:b", "")) {
            for (int at = 0; at <= name.length(); at++) {
                for (int octet = 0; octet <= 0xff; octet++) {
                    assertStaysAName(name.substring(0, at) + (char) octet + name.substring(at));
                }
            }
        }
    }

    /** Two of them together, such as CR and LF, or the octets of one character; also those that never come out of a command. */
    @Test
    void noTwoOctetsAreMoreThanAPartOfTheName() {
        List<String> wrong = new ArrayList<>();
        for (int first = 0; first <= 0xff; first++) {
            for (int second = 0; second <= 0xff; second++) {
                String octets = "a" + (char) first + (char) second + "b";
                if (!FIELD.matcher(received(asSent(octets))).matches()) {
                    wrong.add(octets);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void assertStaysAName(String octets) {
        Peer peer = Peer.of(EnvelopeSyntax.LENIENT, Security.NO_TLS, TestLimits.ROOMY, Service.SMTP);
        String reply = peer.send("EHLO " + octets + "\r\n");
        String name = peer.conversation().heloName();
        if (octets.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            assertThat(reply).as(octets).startsWith("S: 500 5.5.2 ");
            assertThat(name).isEmpty();
        } else if (octets.isBlank()) {
            assertThat(reply).as(octets).startsWith("S: 501 5.5.4 ");
        } else {
            assertThat(reply).as(octets).startsWith("S: 250-mx.example.org");
            assertThat(name).isEqualTo(asSent(octets.strip()));
            assertThat(received(name)).matches(FIELD);
        }
    }

    private static String asSent(String octets) {
        String read = new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return read.contains("\ufffd") ? octets : read;
    }

    private static String received(String name) {
        Envelope envelope = new Envelope(Optional.empty(), Map.of(), List.of(new Recipient("b@example.org", Map.of())));
        String fields = new Trace(name, "192.0.2.1", Peer.HOST, "ESMTP", Optional.empty(), "42")
                .fields(envelope, NOW, Set.of());
        return fields.substring("Return-Path: <>\r\n".length());
    }
}
