package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client of another protocol is sent away at its first line, and none of what stands behind it is a command. */
class ForeignProtocolTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            HTTP          | GET /
            HTTP          | GET / HTTP/1.0
            HTTP          | GET /index.html?a=b HTTP/1.1
            HTTP          | get / http/1.1
            HTTP          | HEAD / HTTP/1.1
            HTTP          | POST / HTTP/1.1
            HTTP          | POST /
            HTTP          | PUT /a HTTP/1.1
            HTTP          | DELETE /a HTTP/1.1
            HTTP          | PATCH /a HTTP/1.1
            HTTP          | OPTIONS * HTTP/1.1
            HTTP          | OPTIONS / HTTP/1.1
            HTTP          | TRACE / HTTP/1.1
            HTTP          | CONNECT mx.example.org:25 HTTP/1.1
            HTTP          | GET http://mx.example.org/ HTTP/1.1
            HTTP          | PRI * HTTP/2.0
            HTTP          | GET / HTTP/2
            HTTP          | PROPFIND /dav HTTP/1.1
            HTTP          | M-SEARCH * HTTP/1.1
            HTTP          | BREW /pot HTTP/1.1
            HTTP          | GET /a b c HTTP/1.1
            HTTP          | Host: mx.example.org:25
            HTTP          | host:mx.example.org
            SIP           | OPTIONS sip:nm SIP/2.0
            SIP           | INVITE sip:a@example.org SIP/2.0
            RTSP          | OPTIONS / RTSP/1.0
            RTSP          | DESCRIBE rtsp://192.0.2.1/ RTSP/1.0
            SSH           | SSH-2.0-OpenSSH_9.2p1 Debian-2
            SSH           | SSH-1.99-x
            IMAP          | a001 LOGIN anna secret
            IMAP          | a LOGIN anna secret
            IMAP          | . CAPABILITY
            IMAP          | 1 AUTHENTICATE PLAIN
            IMAP          | A0 capability
            POP3 or FTP   | USER anna
            POP3 or FTP   | pass secret word
            POP3 or FTP   | APOP anna c4c9334bac560ecc979e58001b3e22fb
            IRC           | NICK anna
            IRC           | USER anna 0 * :Anna
            IRC           | CAP LS 302
            Redis         | *1
            Redis         | *3
            memcached     | set key 0 900 5
            memcached     | get key
            memcached     | stats
            XMPP          | <?xml version='1.0'?>
            XMPP          | <stream:stream to='example.org'>
            T3            | t3 12.2.1
            JSON-RPC      | {"id":1,"method":"mining.subscribe"}
            JSON-RPC      | {"jsonrpc": "2.0"}
            """)
    void isSentAwayAtItsFirstLine(String title, String line) {
        for (String before : List.of("", "\r\n", "EHLO a\r\n", "EHLO a\r\nMAIL FROM:<a@example.org>\r\n")) {
            for (String end : List.of("\r\n", "\n", "\r")) {
                Peer peer = Peer.connected();
                peer.send(before);
                assertThat(peer.send(line + end + "\r\nRSET\r\nMAIL FROM:<evil@example.org>\r\n"))
                        .isEqualTo("""
                                S: 521 5.5.1 mx.example.org This is SMTP and not %s, closing connection
                                N: CLOSE FOREIGN_PROTOCOL""".formatted(title));
                assertThat(peer.send("NOOP\r\n")).isEmpty();
            }
        }
    }

    /** They may have no line break at all, and are recognised as soon as they can be, however the network cuts them. */
    @ParameterizedTest
    @CsvSource({
        "RDP, 03 00 00 13 0e e0 00 00 00 00 00 01 00 08 00 03 00 00 00",
        "SOCKS_5, 05 01 00",
        "SOCKS_5, 05 02 00 02",
        "SOCKS_4, 04 01 00 19 c0 00 02 01 00",
        "SSL_2, 80 2e 01 00 02 00 15 00 00 00 10",
        "SSL_2, 80 46 01 03 01 00 2d 00 00 00 10",
        "SMB, 00 00 00 85 ff 53 4d 42 72",
        "SMB, 00 00 00 c8 fe 53 4d 42 40",
        "POSTGRESQL, 00 00 00 08 04 d2 16 2f",
        "POSTGRESQL, 00 00 00 29 00 03 00 00 75 73 65 72",
        "LDAP, 30 0c 02 01 01 60 07",
        "MQTT, 10 1a 00 04 4d 51 54 54 04",
        "MQTT, 10 1a 00 06 4d 51 49 73 64 70 03",
        "AMQP, 41 4d 51 50 00 00 09 01",
        "AMQP, 41 4d 51 50 03 01 00 00",
        "IIOP, 47 49 4f 50 01 02 00 00 00 00 00 10",
        "JDWP, 4a 44 57 50 2d 48 61 6e 64 73 68 61 6b 65",
        "BITTORRENT, 13 42 69 74 54 6f 72 72 65 6e 74 20 70 72 6f 74 6f 63 6f 6c",
        "RMI, 4a 52 4d 49 00 02 4b",
        "TELNET, ff fb 1f ff fb 20",
        "TELNET, ff fc 18",
        "TELNET, ff fd 03",
        // X11, Kafka, STUN, DNS, RPC, TDS, TNS, MongoDB, Cassandra, Kerberos, Modbus, LDAP with a long length, MySQL,
        // AJP.
        "BINARY, 6c 00 0b 00 00 00 00 00 00 00 00 00",
        "BINARY, 42 00 00 0b 00 00 00 00 00 00 00 00",
        "BINARY, 00 00 00 1a 00 12 00 03 00 00 00 01",
        "BINARY, 00 01 00 00 21 12 a4 42 00 00 00 00",
        "BINARY, 00 1e 00 06 01 00 00 01 00 00 00 00",
        "BINARY, 80 00 00 28 72 fe 1d 13 00 00 00 00",
        "BINARY, 12 01 00 34 00 00 00 00",
        "BINARY, 00 3a 00 00 01 00 00 00 01 39",
        "BINARY, 41 00 00 00 3a 30 00 00 ff ff ff ff",
        "BINARY, 04 00 00 00 05 00 00 00 00",
        "BINARY, 00 00 00 71 6a 81 6e 30 81 6b",
        "BINARY, 00 01 00 00 00 05 00 2b 0e 01 00",
        "BINARY, 30 84 00 00 00 2d 02 01 07 63",
        "BINARY, 20 00 00 01 85 a6 03 00 00 00",
        "BINARY, 12 34 00 6b 02 02 00 08"
    })
    void isSentAwayAtItsFirstOctets(ForeignProtocol protocol, String hex) {
        String octets = Arrays.stream(hex.split(" ", -1))
                .map(one -> String.valueOf((char) Integer.parseInt(one, 16)))
                .collect(Collectors.joining());
        for (String before : List.of("", "\r\n", "EHLO a\r\n", "NOOP\r\n")) {
            Peer whole = Peer.connected();
            whole.send(before);
            assertThat(whole.send(octets)).isEqualTo("N: CLOSE FOREIGN_PROTOCOL");

            Peer byOctet = Peer.connected();
            byOctet.send(before);
            StringBuilder answers = new StringBuilder();
            octets.chars().forEach(octet -> answers.append(byOctet.send(String.valueOf((char) octet))));
            assertThat(answers).hasToString("N: CLOSE FOREIGN_PROTOCOL");
        }
        assertThat(ForeignProtocol.ofBeginning(
                        octets.getBytes(StandardCharsets.ISO_8859_1),
                        Math.min(octets.length(), lengthThatDecides(octets))))
                .contains(protocol);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XYZZY",
                "GET",
                "POST",
                "GETS",
                "GET x",
                "POST x",
                "HTTP/1.1",
                "HTTP",
                "FOO / BAR",
                "PRI",
                "OPTIONS",
                "SSH",
                "SSH-",
                "USER",
                "PASS",
                "STAT",
                "LIST",
                "CAPA",
                "STLS",
                "XCLIENT ADDR=192.0.2.1",
                "XFORWARD NAME=a",
                "XEXCH50 1 2",
                "X-EXPS GSSAPI",
                "X-LINK2STATE LAST CHUNK={00}",
                "ATRN example.org",
                "BURL imap://a",
                "WIZ",
                "DEBUG",
                "SITE EXEC ls",
                "VERB",
                "ONEX",
                "MAILFROM:<a@b>",
                "EHLOO a",
                "HI there",
                "*",
                "**",
                "*x",
                "***",
                "<",
                "<a>",
                "{",
                "{x}",
                "a b c",
                "LOGIN anna secret",
                "AUTHINFO USER anna",
                "CLNT x",
                "ID x",
                "SIP/2.0",
                "REGISTER",
                "set x",
                "add",
                "incr x",
                "x HTTP/",
                "x HTTP/1.1",
                "/ HTTP/1.1"
            })
    void noUnknownCommandIsTakenForAnother(String line) {
        assertThat(Peer.ready().send(line + "\r\n")).isEqualTo("S: 500 5.5.1 Command not recognized");
    }

    @ParameterizedTest
    @EnumSource
    void noCommandOfSmtpIsTakenForAnother(Verb verb) {
        for (String argument :
                List.of("", " / HTTP/1.1", " x HTTP/1.1", " sip:a SIP/2.0", " LOGIN a b", " * HTTP/2.0")) {
            assertThat(ForeignProtocol.ofLine(verb.name() + argument)).isEmpty();
        }
    }

    /** Words of letters and digits, as unknown extensions have them. */
    @Test
    void noWordsOfLettersAreTakenForAnother() {
        Random random = new Random(17);
        int tried = 0;
        for (int i = 0; i < 200_000; i++) {
            String line = word(random)
                    + (random.nextBoolean() ? "" : " " + word(random).toUpperCase(java.util.Locale.ROOT));
            boolean meant = line.matches("(?i)(?:GET|GETS|USER|PASS|NICK|DELETE|STATS)(?: .*)?");
            if (!meant) {
                assertThat(ForeignProtocol.ofLine(line)).as(line).isEmpty();
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(190_000);
    }

    /** What may begin a line of SMTP, unknown verbs included, is never the beginning of another protocol. */
    @Test
    void noLineOfPrintableCharactersIsTakenForOctets() {
        for (int first = ' '; first <= '~'; first++) {
            for (int second = ' '; second <= '~'; second++) {
                byte[] line =
                        (String.valueOf((char) first) + (char) second + "  MQTT").getBytes(StandardCharsets.US_ASCII);
                for (int length = 1; length <= line.length; length++) {
                    assertThat(ForeignProtocol.ofBeginning(line, length)).isEmpty();
                }
            }
        }
    }

    /** AJP's ping, and what ends before there is enough of it. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00124\0\u0001", "\0\0", "abc\0", "\0\0\0\0\0\0\0"})
    void isRecognisedInAShortLineWithANul(String line) {
        for (String end : List.of("\r\n", "\n")) {
            assertThat(Peer.ready().send(line + end)).isEqualTo("""
                            S: 521 5.5.1 mx.example.org This is SMTP and not a binary protocol, closing connection
                            N: CLOSE FOREIGN_PROTOCOL""");
        }
    }

    @Test
    void aNulBehindAVerbIsAFaultOfOneLine() {
        for (String line : List.of("NOOP\0", "X-LINK2STATE LAST CHUNK={0}\0", "ABCD\0\0\0\0")) {
            assertThat(Peer.ready().send(line + "\r\n"))
                    .isEqualTo("S: 500 5.5.2 Line with characters that no command has");
        }
    }

    /** A web page can choose the method, too. */
    @ParameterizedTest
    @EnumSource
    void aMethodThatIsAVerbHidesNoRequest(Verb verb) {
        Peer peer = Peer.connected();
        peer.send("EHLO a\r\n");

        peer.send(verb + " / HTTP/1.1\r\n");

        assertThat(peer.send("Host: mx.example.org\r\n\r\nMAIL FROM:<evil@example.org>\r\n"))
                .isIn("""
                        S: 521 5.5.1 mx.example.org This is SMTP and not HTTP, closing connection
                        N: CLOSE FOREIGN_PROTOCOL""", "");
    }

    /** A line too long to be read is one of them all the same. */
    @Test
    void isRecognisedInALineThatIsTooLong() {
        assertThat(Peer.connected().send("POST /" + "x".repeat(10_000) + " HTTP/1.1\r\n"))
                .startsWith("S: 521 5.5.1 ");
    }

    /** Content is never looked at. */
    @Test
    void mayStandInContent() {
        Peer.ready().plays("""
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<b@example.org>
                S: 250 2.1.5 Recipient OK
                C: DATA
                S: 354 Go ahead, end with <CRLF>.<CRLF>
                C: GET / HTTP/1.1
                C: SSH-2.0-x
                C: {03}{00}
                C: .
                N: DELIVER <a@example.org> -> <b@example.org>
                """);
    }

    @Test
    void isNamedInTheStep() {
        Conversation conversation = new Conversation(
                new ConversationSettings(
                        Peer.HOST, TestLimits.ROOMY, Service.SMTP, Peer.policyOf(Service.SMTP), EnvelopeSyntax.LENIENT),
                Security.NO_TLS,
                RecordingSink::new,
                Authenticator.none());
        conversation.greet();

        Step step = conversation.receive(ByteBuffer.wrap("PRI * HTTP/2.0\r\n".getBytes(StandardCharsets.US_ASCII)));

        assertThat(step.foreign()).contains(ForeignProtocol.HTTP);
    }

    private static int lengthThatDecides(String octets) {
        byte[] all = octets.getBytes(StandardCharsets.ISO_8859_1);
        int length = 1;
        while (ForeignProtocol.ofBeginning(all, length).isEmpty() && length < all.length) {
            length++;
        }
        return length;
    }

    private static String word(Random random) {
        return random.ints(3 + random.nextInt(6), 0, 26)
                .mapToObj(i -> String.valueOf((char) ('A' + i)))
                .collect(Collectors.joining());
    }
}
