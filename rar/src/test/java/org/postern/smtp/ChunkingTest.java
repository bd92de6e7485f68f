package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CHUNKING and BINARYMIME of RFC 3030. */
class ChunkingTest {
    private final Peer peer = Peer.ready(TestLimits.maxMessageBytes(100));

    @BeforeEach
    void openAnEnvelope() {
        envelope("");
    }

    @Test
    void oneChunkIsAMessage() {
        peer.plays("""
                C: BDAT 5 LAST
                c: abc{0D}{0A}
                N: DELIVER <a@example.org> -> <b@example.org>
                E: delivered 250 2.0.0 OK
                S: 250 2.0.0 OK
                """);

        assertThat(peer.lastBody().content()).isEqualTo("abc\r\n");
    }

    @Test
    void severalChunksAreOneMessageAndEachIsAnswered() {
        peer.plays("""
                C: BDAT 3
                c: abcbdat 4 last{0D}{0A}{0D}{0A}d.
                S: 250 2.0.0 3 octets received
                N: DELIVER <a@example.org> -> <b@example.org>
                E: delivered 250 2.0.0 OK
                S: 250 2.0.0 OK
                """);

        assertThat(peer.lastBody().content()).isEqualTo("abc\r\nd.");
    }

    @Test
    void dotsMeanNothing() {
        peer.send("BDAT 13 LAST\r\n.\r\n..\r\na\r\n.\r\n");

        assertThat(peer.isDelivering()).isTrue();
        assertThat(peer.lastBody().content()).isEqualTo(".\r\n..\r\na\r\n.\r\n");
    }

    @Test
    void theLastChunkMayBeEmpty() {
        peer.plays("""
                C: BDAT 2
                c: {0D}{0A}
                S: 250 2.0.0 2 octets received
                C: BDAT 0 LAST
                N: DELIVER <a@example.org> -> <b@example.org>
                """);

        assertThat(peer.lastBody().content()).isEqualTo("\r\n");
    }

    @Test
    void soMayBeAllOfThem() {
        peer.plays("""
                C: BDAT 0
                S: 250 2.0.0 0 octets received
                C: BDAT 0 LAST
                N: DELIVER <a@example.org> -> <b@example.org>
                """);

        assertThat(peer.lastBody().content()).isEmpty();
    }

    @Test
    void onlyChunksMayFollowAChunk() {
        peer.plays("""
                C: BDAT 1
                c: x
                S: 250 2.0.0 1 octets received
                C: DATA
                S: 503 5.5.1 Send the last chunk first, or RSET
                C: MAIL FROM:<a@example.org>
                S: 503 5.5.1 Send the last chunk first, or RSET
                C: RCPT TO:<c@example.org>
                S: 503 5.5.1 Send the last chunk first, or RSET
                C: NOOP
                S: 250 2.0.0 OK
                C: BDAT 1 LAST
                c: y
                N: DELIVER <a@example.org> -> <b@example.org>
                """);

        assertThat(peer.lastBody().content()).isEqualTo("xy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSET", "EHLO client.example.org", "HELO client.example.org"})
    void whatWasReceivedIsForgottenWithTheEnvelope(String command) {
        peer.send("BDAT 1\r\nx");
        peer.send(command + "\r\n");

        assertThat(peer.lastBody().isAbandoned()).isTrue();
        peer.plays("""
                C: BDAT 1 LAST
                c: y
                S: 503 5.5.1 Send MAIL first
                """);
        envelope("");
        peer.send("BDAT 1 LAST\r\nz");
        assertThat(peer.lastBody().content()).isEqualTo("z");
    }

    /** RFC 3030 section 2: the octets come in any case, and must never be taken for commands. */
    @Test
    void theOctetsOfARefusedChunkAreSwallowedBeforeItIsAnswered() {
        Peer other = Peer.connected();
        other.plays("""
                C: BDAT 6
                C: NOOP
                S: 503 5.5.1 Send EHLO or HELO first
                """);
        other.send("EHLO client.example.org\r\n");
        other.plays("""
                C: BDAT 6 LAST
                C: NOOP
                S: 503 5.5.1 Send MAIL first
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: BDAT 6 LAST
                C: QUIT
                S: 554 5.5.1 No valid recipients
                C: NOOP
                S: 250 2.0.0 OK
                """);

        assertThat(other.bodies()).isEmpty();
    }

    @Test
    void beforeTlsThatIsRequiredTheyAreSwallowedToo() {
        Peer other = new Peer(Security.TLS_REQUIRED, TestLimits.ROOMY);
        other.plays("""
                C: BDAT 6 LAST
                C: QUIT
                S: 530 5.7.0 Must issue a STARTTLS command first
                """);
    }

    @Test
    void nothingMoreIsTakenAfterTheLastChunk() {
        peer.plays("""
                C: BDAT 1 LAST
                c: x
                N: DELIVER <a@example.org> -> <b@example.org>
                E: delivered 250 2.0.0 OK
                S: 250 2.0.0 OK
                C: BDAT 6 LAST
                C: QUIT
                S: 503 5.5.1 Send MAIL first
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BDAT",
                "BDAT -1",
                "BDAT +1",
                "BDAT x",
                "BDAT 1 FIRST",
                "BDAT 1 LAST 2",
                "BDAT 1LAST",
                "BDAT 0x10",
                "BDAT LAST",
                "BDAT 1,LAST",
                "BDAT 1000000000000000000",
                "BDAT 99999999999999999999"
            })
    void whoeverDoesNotSayWhereTheChunkEndsIsNotListenedToAnyMore(String command) {
        assertThat(peer.send(command + "\r\nRSET\r\n")).isEqualTo("""
                S: 521 5.5.4 mx.example.org Syntax: BDAT octets [LAST], closing connection
                N: CLOSE LOST_IN_CHUNKS""");
    }

    /** A line that cannot be read was a BDAT all the same: its octets follow, and must not be taken for commands. */
    @ParameterizedTest
    @MethodSource("unreadable")
    void norIsWhoseLineCannotBeRead(String line) {
        for (Peer any : List.of(peer, Peer.connected(), Peer.ready())) {
            assertThat(any.send(line + "\r\nMAIL FROM:<evil@example.org>\r\n")).isEqualTo("""
                    S: 521 5.5.4 mx.example.org Syntax: BDAT octets [LAST], closing connection
                    N: CLOSE LOST_IN_CHUNKS""");
        }
    }

    static Stream<String> unreadable() {
        return Stream.of("BDAT", "bdat", "BdAt")
                .flatMap(verb -> Stream.of(
                        verb + " 31\0 LAST",
                        verb + " 31 LAST\0",
                        verb + "\0 31 LAST",
                        verb + " 31\177",
                        verb + " 31 LAST\n",
                        verb + " 31\rLAST",
                        verb + " 31 LAST\r",
                        verb + "\n31 LAST",
                        verb + "\r 31 LAST",
                        verb + "\t31 LAST",
                        verb + "\t",
                        verb + "\24031",
                        verb + ":31",
                        verb + "=31 LAST",
                        verb + " 31" + " ".repeat(2_100) + "LAST",
                        verb + " " + "9".repeat(2_100),
                        verb + " ".repeat(20_000) + "31 LAST"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BDATA 31",
                "BDAT1 31",
                "BDAT-X 31",
                "BDAT-",
                "XBDAT 31",
                "BDA\tT 31",
                "BDA\nT",
                "BDA",
                "NOOP BDAT\n"
            })
    void otherLinesThatCannotBeReadAreAnsweredAndNoMore(String line) {
        assertThat(peer.send(line + "\r\n")).startsWith("S: 500 5.5.").doesNotContain("\n");
        assertThat(peer.send("NOOP\r\n")).isEqualTo("S: 250 2.0.0 OK");
    }

    /** RFC 3030 section 2: chunk-size is 1*DIGIT. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, 18, 19, 100, 400})
    void leadingZerosAreNothing(int zeros) {
        assertThat(peer.send("BDAT " + "0".repeat(zeros) + "12\r\nabcdefghijkl"))
                .isEqualTo("S: 250 2.0.0 12 octets received");
        peer.send("BDAT " + "0".repeat(zeros + 1) + " LAST\r\n");

        assertThat(peer.isDelivering()).isTrue();
        assertThat(peer.lastBody().content()).isEqualTo("abcdefghijkl");
    }

    @Test
    void aMessageThatGrowsTooLargeIsRefusedAtTheChunkThatDoesIt() {
        peer.plays("""
                C: BDAT 1
                c: x
                S: 250 2.0.0 1 octets received
                """);
        assertThat(peer.send("BDAT 100\r\n" + "y".repeat(99))).isEmpty();
        assertThat(peer.send("y")).isEqualTo("S: 552 5.3.4 Message exceeds the size limit");
        assertThat(peer.lastBody().isAbandoned()).isTrue();
        assertThat(peer.send("BDAT 6 LAST\r\nQUIT\r\n")).isEqualTo("S: 503 5.5.1 Send MAIL first");
    }

    @Test
    void contentThatCannotBeKeptIsReadAndRefused() {
        peer.plays("""
                C: BDAT 3
                c: xyz
                S: 250 2.0.0 3 octets received
                E: body failed
                C: BDAT 3
                c: xyz
                S: 452 4.3.1 Message could not be stored, try again later
                C: BDAT 3 LAST
                c: xyz
                S: 503 5.5.1 Send MAIL first
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\r\n", "a\rb\r\n", "ab\r\n\n", "ab\r\n\r", "\nab\r\n"})
    void aBareCrOrLfIsKeptInChunksAsItWasSentWhateverTheBody(String content) {
        for (String body : List.of("", " BODY=7BIT", " BODY=8BITMIME", " BODY=BINARYMIME")) {
            for (int cut = 0; cut <= content.length(); cut++) {
                Peer exchange = Peer.ready();
                exchange.send("MAIL FROM:<a@example.org>" + body + "\r\nRCPT TO:<b@example.org>\r\n");
                exchange.send("BDAT " + cut + "\r\n" + content.substring(0, cut));
                exchange.send("BDAT " + (content.length() - cut) + " LAST\r\n" + content.substring(cut));

                assertThat(exchange.isDelivering()).isTrue();
                assertThat(exchange.lastBody().content()).isEqualTo(content);
            }
        }
    }

    /** Where a chunk ends is said beforehand: nothing in it ends anything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\r.\r",
                "\n.\r\n",
                "\r\n.\n",
                "\r\n.\r\n",
                "\r.\r\n",
                "\r\n.\r",
                "\n.\r",
                "\r.\n",
                "\r\r\n.\r\r\n",
                "\0.\0"
            })
    void whatLooksLikeAnEndOfDataIsContentOfAChunk(String end) {
        String content = "a" + end + "MAIL FROM:<evil@example.org>\r\nRCPT TO:<c@example.org>\r\nDATA\r\n";

        assertThat(peer.send("BDAT " + content.length() + " LAST\r\n" + content))
                .isEqualTo("N: DELIVER <a@example.org> -> <b@example.org>");
        assertThat(peer.lastBody().content()).isEqualTo(content);
    }

    @Test
    void aLineMayBeSpreadOverChunks() {
        peer.send("BDAT 2\r\na\r");
        peer.send("BDAT 2 LAST\r\n\nb");

        assertThat(peer.isDelivering()).isTrue();
        assertThat(peer.lastBody().content()).isEqualTo("a\r\nb");
    }

    @Test
    void binaryContentMayHaveAnything() {
        peer.send("RSET\r\n");
        envelope(" BODY=BINARYMIME");
        peer.send("BDAT 6\r\n\0\n\r.\r\n");
        peer.send("BDAT 3 LAST\r\n\377.\r");

        assertThat(peer.isDelivering()).isTrue();
        assertThat(peer.lastBody().content()).isEqualTo("\0\n\r.\r\n\377.\r");
    }

    @Test
    void binaryContentDoesNotComeWithData() {
        peer.send("RSET\r\n");
        envelope(" body=binarymime");
        peer.plays("""
                C: DATA
                S: 503 5.5.1 Send BODY=BINARYMIME with BDAT
                C: BDAT 1 LAST
                c: x
                N: DELIVER <a@example.org> -> <b@example.org>
                """);
    }

    @Test
    void refusedChunksCountAsErrors() {
        Peer impatient =
                Peer.ready(TestLimits.roomy().messageBytes(100).errors(2).limits());
        impatient.plays("""
                C: BDAT 1
                c: x
                S: 503 5.5.1 Send MAIL first
                C: BDAT 1
                c: x
                S: 421 4.7.0 mx.example.org Too many errors, closing connection
                N: CLOSE TOO_MANY_ERRORS
                """);
    }

    private void envelope(String parameters) {
        peer.send("MAIL FROM:<a@example.org>" + parameters + "\r\n");
        peer.send("RCPT TO:<b@example.org>\r\n");
    }
}
