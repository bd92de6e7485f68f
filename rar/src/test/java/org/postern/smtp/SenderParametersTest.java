package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIZE of RFC 1870, BODY of RFC 6152, and what is neither. */
class SenderParametersTest {
    private static final String OK = "S: 250 2.1.0 Sender OK";
    private static final String TOO_LARGE = "S: 552 5.3.4 Message exceeds the size limit";
    private static final String BAD = "S: 501 5.5.4 Parameter is not valid";
    private static final String UNKNOWN = "S: 555 5.5.4 Parameter not recognized";

    private final Peer peer = Peer.ready(TestLimits.maxMessageBytes(1000));

    @ParameterizedTest
    @CsvSource({
        "SIZE=0, " + OK,
        "SIZE=1, " + OK,
        "SIZE=1000, " + OK,
        "SIZE=1001, " + TOO_LARGE,
        "SIZE=00000000000000001000, " + OK,
        "SIZE=00000000000000001001, " + TOO_LARGE,
        "SIZE=00000000000000000000, " + OK,
        "SIZE=999999999999999999, " + TOO_LARGE,
        "SIZE=9223372036854775808, " + TOO_LARGE,
        "SIZE=18446744073709551617, " + TOO_LARGE,
        "SIZE=99999999999999999999, " + TOO_LARGE,
        "SIZE=000000000000000000001, " + BAD,
        "SIZE, " + BAD,
        "SIZE=, " + BAD,
        "SIZE=-1, " + BAD,
        "SIZE=+1, " + BAD,
        "SIZE=1k, " + BAD,
        "SIZE=0x10, " + BAD,
        "SIZE=1=1, " + BAD,
        "SIZE=1 SIZE=1, " + BAD,
        "SIZE=1 size=1, " + BAD
    })
    void takesASizeThatFits(String parameters, String answer) {
        assertThat(mail(parameters)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "BODY=7BIT, " + OK,
        "BODY=8BITMIME, " + OK,
        "body=8bitmime, " + OK,
        "BODY=8BITMIME SIZE=5, " + OK,
        "BODY=BINARYMIME, " + BAD,
        "BODY=7, " + BAD,
        "BODY, " + BAD,
        "BODY=, " + BAD,
        "BODY=7BIT BODY=7BIT, " + BAD
    })
    void takesTheBodyTypesThatAreAnnounced(String parameters, String answer) {
        assertThat(mail(parameters)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "X, " + UNKNOWN,
        "X=1, " + UNKNOWN,
        "SMTPUTF8, " + UNKNOWN,
        "RET=FULL, " + UNKNOWN,
        "AUTH=<>, " + UNKNOWN,
        "SIZE=5 X-Y=z, " + UNKNOWN,
        "=1, " + BAD,
        "-X=1, " + BAD,
        "X==, " + BAD,
        "X_Y=1, " + BAD
    })
    void refusesAnyOther(String parameters, String answer) {
        assertThat(mail(parameters)).isEqualTo(answer);
    }

    @Test
    void refusesNonAsciiInAParameter() {
        assertThat(mail("SIZE=\u00b2")).isEqualTo(BAD);
    }

    @Test
    void knowsNoParametersOfRcpt() {
        peer.plays("""
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<b@example.org> NOTIFY=NEVER
                S: 555 5.5.4 Parameter not recognized
                C: RCPT TO:<b@example.org> SIZE=1
                S: 555 5.5.4 Parameter not recognized
                C: RCPT TO:<b@example.org> =
                S: 501 5.5.4 Parameter is not valid
                C: DATA
                S: 554 5.5.1 No valid recipients
                """);
    }

    @Test
    void opensNoEnvelopeWhenAParameterIsRefused() {
        peer.plays("""
                C: MAIL FROM:<a@example.org> SIZE=1001
                S: 552 5.3.4 Message exceeds the size limit
                C: RCPT TO:<b@example.org>
                S: 503 5.5.1 Send MAIL first
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                """);
    }

    /** RFC 1870 section 6.1: the number is a hint, the octets are what counts. */
    @Test
    void neverTakesTheSizeForTheEndOfTheContent() {
        peer.plays("""
                C: MAIL FROM:<a@example.org> SIZE=3
                C: RCPT TO:<b@example.org>
                C: DATA
                C: longer than three
                C: .
                S: 250 2.1.0 Sender OK
                S: 250 2.1.5 Recipient OK
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                N: DELIVER <a@example.org> -> <b@example.org>
                """);

        assertThat(peer.lastBody().content()).isEqualTo("longer than three\r\n");
    }

    private String mail(String parameters) {
        return peer.send("MAIL FROM:<a@example.org> " + parameters + "\r\n");
    }
}
