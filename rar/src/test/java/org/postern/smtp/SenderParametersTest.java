package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may follow the path of MAIL. */
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

    /** Programs write them from variables that are empty. */
    @ParameterizedTest
    @CsvSource({
        "SIZE, {}, " + BAD,
        "SIZE=, {}, " + BAD,
        "size= BODY=7BIT, {BODY=7BIT}, " + BAD,
        "AUTH=<>, {}, " + UNKNOWN,
        "AUTH=, {}, " + BAD,
        "AUTH, {}, " + UNKNOWN,
        "AUTH=<> SIZE=, {}, " + BAD,
    })
    void whatMeansNothingIsNotThereUnlessTheSyntaxIsStrict(String parameters, String meant, String strictly) {
        Peer lenient = Peer.ready(EnvelopeSyntax.LENIENT);
        lenient.plays("""
                C: MAIL FROM:<a@example.org> %s
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<b@example.org>
                S: 250 2.1.5 Recipient OK
                C: BDAT 0 LAST
                N: DELIVER <a@example.org> -> <b@example.org>
                """.formatted(parameters));

        assertThat(lenient.lastEnvelope().parameters()).hasToString(meant);
        assertThat(Peer.ready(EnvelopeSyntax.STRICT).send("MAIL FROM:<a@example.org> " + parameters + "\r\n"))
                .isEqualTo(strictly);
    }

    @ParameterizedTest
    @CsvSource({
        "BODY=7BIT, " + OK,
        "BODY=8BITMIME, " + OK,
        "body=8bitmime, " + OK,
        "BODY=8BITMIME SIZE=5, " + OK,
        "BODY=BINARYMIME, " + OK,
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
        "REQUIRETLS, " + UNKNOWN,
        "NOTIFY=NEVER, " + UNKNOWN,
        "AUTH=a@example.org, " + UNKNOWN,
        "SIZE=5 X-Y=z, " + UNKNOWN,
        "=1, " + BAD,
        "-X=1, " + BAD,
        "X==, " + BAD,
        "X_Y=1, " + BAD
    })
    void refusesAnyOther(String parameters, String answer) {
        assertThat(mail(parameters)).isEqualTo(answer);
    }

    /** RFC 3461 sections 4.3 and 4.4. */
    @ParameterizedTest
    @CsvSource({
        "RET=FULL, " + OK,
        "ret=hdrs, " + OK,
        "RET=FULL ENVID=QQ314159, " + OK,
        "ENVID=a+2Bb+3Dc, " + OK,
        "ENVID=a+2bb, " + BAD,
        "ENVID=a+, " + BAD,
        "ENVID=a=b, " + BAD,
        "ENVID=a+20b, " + OK,
        "ENVID=a+0D+0Ab, " + BAD,
        "ENVID=a+0Ab, " + BAD,
        "ENVID=+00, " + BAD,
        "ENVID=+1F, " + BAD,
        "ENVID=+7F, " + BAD,
        "ENVID, " + BAD,
        "RET=ALL, " + BAD,
        "RET, " + BAD
    })
    void takesWhatToReturnInAReport(String parameters, String answer) {
        assertThat(mail(parameters)).isEqualTo(answer);
    }

    @Test
    void takesAnEnvelopeIdOf100CharactersAndNoMore() {
        assertThat(mail("ENVID=" + "x".repeat(101))).isEqualTo(BAD);
        assertThat(mail("ENVID=" + "x".repeat(100))).isEqualTo(OK);
    }

    /** RFC 2852 section 4 and RFC 6710 section 4.1. */
    @ParameterizedTest
    @CsvSource({
        "BY=120;R, " + OK,
        "BY=999999999;RT, " + OK,
        "BY=-120;N, " + OK,
        "BY=0;nt, " + OK,
        "BY=0;R, " + BAD,
        "BY=000;R, " + BAD,
        "BY=-1;R, " + BAD,
        "BY=1;X, " + BAD,
        "BY=1, " + BAD,
        "BY=1000000000;N, " + BAD,
        "BY=;R, " + BAD,
        "MT-PRIORITY=0, " + OK,
        "MT-PRIORITY=-9, " + OK,
        "mt-priority=9, " + OK,
        "MT-PRIORITY=10, " + BAD,
        "MT-PRIORITY=-0, " + BAD,
        "MT-PRIORITY=+1, " + BAD,
        "MT-PRIORITY, " + BAD
    })
    void takesHowUrgentItIs(String parameters, String answer) {
        assertThat(mail(parameters)).isEqualTo(answer);
    }

    /** RFC 8689 section 2: only in TLS. */
    @ParameterizedTest
    @CsvSource({"REQUIRETLS, " + OK, "REQUIRETLS=1, " + BAD})
    void takesRequireTlsInTls(String parameters, String answer) {
        Peer secured = new Peer(Security.TLS_ACTIVE, TestLimits.ROOMY);
        secured.send("EHLO client.example.org\r\n");

        assertThat(secured.send("MAIL FROM:<a@example.org> " + parameters + "\r\n"))
                .isEqualTo(answer);
    }

    @Test
    void refusesNonAsciiInAParameter() {
        assertThat(mail("SIZE=\u00c2\u00b2")).isEqualTo(BAD);
        assertThat(mail("ENVID=\u00c3\u00bc")).isEqualTo(BAD);
    }

    /** RFC 3461 sections 4.1 and 4.2, RFC 6533 section 3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOTIFY=NEVER | 250",
                "notify=success | 250",
                "NOTIFY=SUCCESS,FAILURE,DELAY | 250",
                "NOTIFY=NEVER,DELAY | 501",
                "NOTIFY=SUCCESS, | 501",
                "NOTIFY= | 501",
                "NOTIFY | 501",
                "NOTIFY=ALWAYS | 501",
                "ORCPT=rfc822;b+2Bc@example.org | 250",
                "ORCPT=rfc822;Dana@Ivory.example.net NOTIFY=FAILURE | 250",
                "ORCPT=rfc822; | 501",
                "ORCPT=;b | 501",
                "ORCPT=b@example.org | 501",
                "ORCPT=rfc822;a+b | 501",
                "ORCPT=utf-8;m\\x{FC}ller@example.org | 250",
                "ORCPT=utf-8;a\\b | 501",
                "ORCPT=utf-8;a\\x{0A}b | 501",
                "ORCPT=utf-8;a\\x{00000A}b | 501",
                "ORCPT=utf-8;a\\x{7F}b | 501",
                "ORCPT=utf-8;a\\x{D800}b | 501",
                "ORCPT=utf-8;a\\x{110000}b | 501",
                "ORCPT=utf-8;a\\x{10FFFF}b | 250",
                "ORCPT=rfc822;a+0D+0ATo:+20b | 501",
                "ORCPT=rfc822;a+00 | 501",
                "ORCPT=utf-8;m\u00c3\u00bcller@example.org | 501",
                "ORCPT=x;y ORCPT=x;y | 501",
                "SIZE=1 | 555",
                "X | 555"
            })
    void takesWhatToReportOfARecipient(String parameters, String code) {
        peer.send("MAIL FROM:<a@example.org>\r\n");

        assertThat(peer.send("RCPT TO:<b@example.org> " + parameters + "\r\n")).startsWith("S: " + code + " ");
    }

    @Test
    void takesAnOriginalRecipientOf500CharactersAndNoMore() {
        Peer roomy = Peer.ready(
                TestLimits.roomy().messageBytes(1000).commandLineBytes(1024).limits());
        roomy.send("MAIL FROM:<a@example.org>\r\n");

        assertThat(roomy.send("RCPT TO:<b@example.org> ORCPT=rfc822;" + "x".repeat(494) + "\r\n"))
                .startsWith("S: 501");
        assertThat(roomy.send("RCPT TO:<b@example.org> ORCPT=rfc822;" + "x".repeat(493) + "\r\n"))
                .startsWith("S: 250");
    }

    @Test
    void takesNoRecipientWhoseParametersAreRefused() {
        peer.plays("""
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
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
