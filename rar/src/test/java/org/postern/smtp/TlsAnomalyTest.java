package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsAnomalyTest {
    private static final String CLIENT_HELLO = "\026\003\001\002\000\001\000\001\374\003\003";
    private static final String EHLO = "EHLO client.example.org\r\n";

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"NO_TLS", "TLS_OFFERED", "TLS_REQUIRED"})
    void aClientHelloInTheFirstOctetsExpectsImplicitTls(Security security) {
        assertThat(sentBy(new Peer(security, TestLimits.ROOMY), "")).isEqualTo(seen("TLS_AT_GREETING"));
    }

    /** The keyword counts only where it was really said: in the reply to EHLO. */
    @ParameterizedTest
    @CsvSource({
        "NO_TLS,       EHLO a,                       TLS_NEVER_OFFERED",
        "NO_TLS,       HELO a,                       TLS_NEVER_OFFERED",
        "NO_TLS,       XYZZY,                        TLS_NEVER_OFFERED",
        "NO_TLS,       EHLO a/STARTTLS,              TLS_AFTER_REFUSAL",
        "NO_TLS,       STARTTLS,                     TLS_AFTER_REFUSAL",
        "TLS_OFFERED,  EHLO a,                       TLS_NOT_ASKED_FOR",
        "TLS_OFFERED,  EHLO a/HELO a/NOOP,           TLS_NOT_ASKED_FOR",
        "TLS_OFFERED,  HELO a,                       TLS_NEVER_OFFERED",
        "TLS_OFFERED,  EHLO,                         TLS_NEVER_OFFERED",
        "TLS_OFFERED,  NOOP,                         TLS_NEVER_OFFERED",
        "TLS_OFFERED,  EHLO a/STARTTLS now,          TLS_AFTER_REFUSAL",
        "TLS_REQUIRED, EHLO a,                       TLS_NOT_ASKED_FOR",
        "TLS_REQUIRED, HELO a,                       TLS_NEVER_OFFERED"
    })
    void aClientHelloLaterMeansWhatWasSaidBefore(Security security, String said, String anomaly) {
        String before = said.replace("/", "\r\n") + "\r\n";

        assertThat(sentBy(new Peer(security, TestLimits.ROOMY), before)).isEqualTo(seen(anomaly));
    }

    @Test
    void aClientHelloAfter454ComesAfterARefusal() {
        Peer peer = new Peer(Security.TLS_OFFERED, TestLimits.ROOMY);
        peer.send(EHLO + "STARTTLS\r\n");
        peer.happens("TLS not ready");

        assertThat(peer.send(CLIENT_HELLO)).isEqualTo(seen("TLS_AFTER_REFUSAL"));
    }

    @Test
    void aClientHelloIsSeenBehindPipelinedCommandsAndEachOctetAlone() {
        assertThat(Peer.connected().send("EHLO a\r\nNOOP\r\n" + CLIENT_HELLO)).endsWith(seen("TLS_NEVER_OFFERED"));

        Peer peer = Peer.ready();
        StringBuilder answers = new StringBuilder();
        for (String octet : CLIENT_HELLO.split("", -1)) {
            answers.append(peer.send(octet));
        }
        assertThat(answers).hasToString(seen("TLS_NEVER_OFFERED"));
    }

    @Test
    void oneOctetOfAClientHelloIsNothingYet() {
        Peer peer = Peer.connected();

        assertThat(peer.send("\026")).isEmpty();
        peer.happens("timed out");
        assertThat(peer.log()).endsWith("N: CLOSE TIMEOUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXXX", "XXXX client.example.org", "XXXXXXXXXX x", "****", "******** a b", "XXXX \u00fc"})
    void aMaskedVerbIsUnknownAndAnAnomaly(String line) {
        Peer peer = Peer.ready();

        assertThat(peer.send(line + "\r\nNOOP\r\n")).isEqualTo("""
                S: 500 5.5.1 Command not recognized
                N: SIGHTED MASKED_COMMAND
                S: 250 2.0.0 OK""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "***", "XX**", "xxxx", "XXXXA", "AXXXX", "XYZZY", "NOTE XXXX", "", "*"})
    void otherUnknownVerbsAreNothingToLookAt(String line) {
        assertThat(Peer.ready().send(line + "\r\n")).isEqualTo("S: 500 5.5.1 Command not recognized");
    }

    @Test
    void aMaskedVerbCountsAsAnError() {
        Peer.ready(TestLimits.maxErrors(2)).plays("""
                C: XXXX a
                S: 500 5.5.1 Command not recognized
                N: SIGHTED MASKED_COMMAND
                C: ****
                S: 421 4.7.0 mx.example.org Too many errors, closing connection
                N: SIGHTED MASKED_COMMAND
                N: CLOSE TOO_MANY_ERRORS
                """);
    }

    @Test
    void aMaskedVerbIsAnAnomalyWhereTlsIsRequiredToo() {
        assertThat(new Peer(Security.TLS_REQUIRED, TestLimits.ROOMY).send("XXXX\r\n"))
                .isEqualTo("""
                S: 500 5.5.1 Command not recognized
                N: SIGHTED MASKED_COMMAND""");
    }

    @Test
    void plaintextBehindStartTlsIsAnAnomaly() {
        new Peer(Security.TLS_OFFERED, TestLimits.ROOMY).plays("""
                C: STARTTLS
                C: NOOP
                S: 421 4.7.0 mx.example.org STARTTLS must be the last command of its group, closing connection
                N: SIGHTED PLAINTEXT_BEHIND_STARTTLS
                N: CLOSE PLAINTEXT_BEHIND_STARTTLS
                """);
    }

    /** Nobody can stand inside of TLS and change what is said. */
    @Test
    void insideTlsNothingIsAnAnomaly() {
        Peer peer = new Peer(Security.TLS_OFFERED, TestLimits.ROOMY);
        peer.happens("secured");
        peer.plays("""
                C: XXXX
                S: 500 5.5.1 Command not recognized
                C: STARTTLS
                S: 503 5.5.1 TLS is already active
                c: {16}{03}
                N: CLOSE CLIENT_HELLO_IN_PLAINTEXT
                """);
    }

    private static String sentBy(Peer peer, String before) {
        peer.send(before);
        return peer.send(CLIENT_HELLO);
    }

    private static String seen(String anomaly) {
        return "N: SIGHTED " + anomaly + "\nN: CLOSE CLIENT_HELLO_IN_PLAINTEXT";
    }
}
