package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandSyntaxTest {
    private final Peer peer = Peer.ready();

    @Test
    void takesVerbsAndKeywordsInAnyCaseAndKeepsThatOfAddresses() {
        peer.plays("""
                C: eHlO Client.Example.ORG
                S: 250-mx.example.org
                S: 250-...
                S: 250 ENHANCEDSTATUSCODES
                C: mail from:<Jane.Doe@Example.ORG> size=10 Body=8bitMime
                S: 250 2.1.0 Sender OK
                C: Rcpt tO:<JOHN@example.org>
                S: 250 2.1.5 Recipient OK
                C: data
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                C: .
                N: DELIVER <Jane.Doe@Example.ORG> -> <JOHN@example.org>
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATA x", "RSET x", "QUIT now", "STARTTLS TLSv1.3", "DATA \t x"})
    void refusesAnArgumentWhereThereIsNone(String line) {
        assertThat(peer.send(line + "\r\n")).isEqualTo("S: 501 5.5.4 No argument allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "VRFY", "MAIL ", "VRFY  \t"})
    void wantsAnArgumentWhereThereMustBeOne(String line) {
        assertThat(peer.send(line + "\r\n")).isEqualTo("S: 501 5.5.4 Argument missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP", "NOOP ", "NOOP anything <you> like", "NOOP \u00fc"})
    void takesNoopWithAnyArgument(String line) {
        assertThat(peer.send(line + "\r\n")).isEqualTo("S: 250 2.0.0 OK");
    }

    @Test
    void takesHelpWithATopic() {
        assertThat(peer.send("HELP MAIL\r\n"))
                .startsWith("S: 214-2.0.0 EHLO HELO")
                .contains("\nS: 214 2.0.0 ");
    }

    /** RFC 5321 section 4.1.1: trailing white space is tolerated. */
    @ParameterizedTest
    @ValueSource(strings = {"RSET ", "RSET   ", "rset \t "})
    void toleratesTrailingBlanks(String line) {
        assertThat(peer.send(line + "\r\n")).isEqualTo("S: 250 2.0.0 OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " NOOP", "XYZZY", "MAILFROM:<a@b>", "XXX", "***", "NO", "NOOPE", "NOOP\tx", "\u00df"})
    void answersAnUnknownCommandWith500(String line) {
        assertThat(peer.send(line + "\r\n")).isEqualTo("S: 500 5.5.1 Command not recognized");
    }

    /** RFC 5321 section 4.1.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {"RSET", "NOOP", "HELP", "VRFY a", "EHLO a", "HELO a", "MAIL FROM:<>", "XYZZY", "DATA", "QUIT"})
    void blanksAndTabsAtTheEndOfALineMeanNothing(String line) {
        for (EnvelopeSyntax syntax : EnvelopeSyntax.values()) {
            String answer = Peer.ready(syntax).send(line + "\r\n");
            for (String end : List.of(" ", "\t", " \t", "\t \t")) {
                assertThat(Peer.ready(syntax).send(line + end + "\r\n")).isEqualTo(answer);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXPN list", "TURN", "ETRN x", "AUTH PLAIN", "SEND x", "SOML x", "SAML x", "expn"})
    void answersACommandOfTheStandardsThatIsNotOfferedWith502(String line) {
        assertThat(peer.send(line + "\r\n")).isEqualTo("S: 502 5.5.1 Command not implemented");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP \0", "\1NOOP", "NOOP \033[31m", "NOOP \177", "MAIL FROM:<a\0@example.org>"})
    void refusesControlCharacters(String line) {
        assertThat(peer.send(line + "\r\n")).isEqualTo("S: 500 5.5.2 Line with characters that no command has");
    }

    @Test
    void takesALineOf512OctetsAndRefusesOneMore() {
        String longest = "NOOP " + "x".repeat(505);

        assertThat(longest + "\r\n").hasSize(512);
        assertThat(peer.send(longest + "\r\n")).isEqualTo("S: 250 2.0.0 OK");
        assertThat(peer.send(longest + "x\r\n")).isEqualTo("S: 500 5.5.2 Line too long");
        assertThat(peer.send("NOOP\r\n")).isEqualTo("S: 250 2.0.0 OK");
    }

    @Test
    void neverExecutesWhatFollowsABareLineBreak() {
        peer.plays("""
                C: NOOP{0A}QUIT
                S: 500 5.5.2 A line ends with CRLF, and has no other CR or LF
                C: NOOP{0D}QUIT{0A}RSET
                S: 500 5.5.2 A line ends with CRLF, and has no other CR or LF
                C: NOOP
                S: 250 2.0.0 OK
                """);
    }

    @Test
    void answersQuitAndLooksAtNothingBehindIt() {
        peer.plays("""
                C: QUIT
                C: NOOP
                S: 221 2.0.0 mx.example.org closing connection
                N: CLOSE QUIT
                C: NOOP
                """);
    }
}
