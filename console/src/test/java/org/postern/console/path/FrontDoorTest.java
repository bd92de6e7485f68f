package org.postern.console.path;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.console.path.Expectation.BoundCertificate;

/** What is found at doors of all kinds. */
@Timeout(20)
class FrontDoorTest {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofMillis(300);

    private static TestIdentity ours;
    private static TestIdentity theirs;

    private FakeServer server;
    private FakeServer inside;

    @BeforeAll
    static void make() throws Exception {
        ours = TestIdentity.of("mx.example.com");
        theirs = TestIdentity.of("firewall.example.net");
    }

    @AfterEach
    void close() {
        Stream.of(server, inside).filter(Objects::nonNull).forEach(FakeServer::close);
    }

    @Test
    void aDoorAtWhichAllIsWellSaysWhatIsServed() throws Exception {
        server = FakeServer.offering(ours);

        JsonObject seen = look(server.door(), usable(ours), LONG);

        assertThat(signs(seen)).containsExactly("as_it_should_be");
        assertThat(seen.getJsonObject("tls").getString("protocol")).isEqualTo("TLSv1.3");
        JsonObject leaf = seen.getJsonObject("tls").getJsonArray("chain").getJsonObject(0);
        assertThat(leaf.getString("subject")).isEqualTo("CN=mx.example.com");
        assertThat(leaf.getString("key")).isEqualTo("EC 256");
        assertThat(seen.getJsonObject("tls").getString("tlsa"))
                .startsWith("_" + server.port() + "._tcp.mx.example.com. IN TLSA 3 1 1 ");
        assertThat(seen.getJsonArray("versions").toString())
                .isEqualTo("[{\"version\":\"TLSv1.3\",\"accepted\":true},{\"version\":\"TLSv1.2\",\"accepted\":true},"
                        + "{\"version\":\"TLSv1.1\",\"accepted\":false},{\"version\":\"TLSv1\",\"accepted\":false}]");
        assertThat(seen.getJsonArray("lines").getValuesAs(JsonString::getString))
                .containsSubsequence("220 mx.example.com ESMTP", "> STARTTLS", "(TLS)", "> EHLO", "250 SIZE 1000");
    }

    /** Where the verdict is USABLE, and what is said in plaintext. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            220 mx.example.com ESMTP | 250-mx.example.com/250 SIZE 1000 | | stripped
            220 mx.example.com ESMTP | 250-mx.example.com/250-XXXXXXXA/250 SIZE 1000 | | masked
            220 mx.example.com ESMTP | 250-mx.example.com/250-********/250 SIZE 1000 | | masked
            220 ****************0*2**** | 250-mx.example.com/250 STARTTLS | 220 Go/250 more | greeting_masked,talks_behind_starttls
            220 mx.example.com ESMTP | 500 5.5.1 Unknown command | | hello_refused
            220 mx.example.com ESMTP | 250-mx.example.com/250 STARTTLS | 454 4.7.0 Not now | starttls_refused
            220 mx.example.com ESMTP | 250-mx.example.com/250 STARTTLS | 220 Go/250 more | talks_behind_starttls
            220 mx.example.com ESMTP | 250-mx.example.com/250 STARTTLS | 220 Go | handshake_failed
            421 4.3.2 Paused | | | turned_away
            554 5.3.2 No mail here | | | turned_away
            HTTP/1.1 400 Bad Request | | | not_smtp
            """)
    void whatIsSaidInPlaintextIsUnderstood(String greeting, String hello, String startTls, String sign)
            throws Exception {
        server = FakeServer.saying(lines(greeting), lines(hello), lines(startTls));

        JsonObject seen = look(server.door(), usable(ours), SHORT);

        assertThat(String.join(",", signs(seen))).isEqualTo(sign);
    }

    @Test
    void anAnswerByAnotherCertificateIsFound() throws Exception {
        server = FakeServer.offering(theirs);

        assertThat(signs(look(server.door(), usable(ours), LONG)))
                .containsExactly("other_certificate", "other_name", "untrusted");
    }

    @Test
    void anAdapterThatTellsNoFingerprintIsComparedBySubjectAndDate() throws Exception {
        server = FakeServer.offering(ours);
        Shown shown = new Shown(ours.certificate());

        assertThat(signs(look(server.door(), usable(shown.subject(), shown.notAfter(), ""), LONG)))
                .containsExactly("as_it_should_be");
        assertThat(signs(look(server.door(), usable(shown.subject(), "2020-01-01T00:00:00Z", ""), LONG)))
                .containsExactly("other_certificate");
    }

    @Test
    void startTlsThatTheAdapterDoesNotOfferIsAnothers() throws Exception {
        server = FakeServer.offering(theirs);
        Expectation expired =
                new Expectation("smtp", "127.0.0.1", server.port(), "EXPIRED", "It has ended.", List.of());

        assertThat(signs(look(server.door(), expired, LONG))).startsWith("offered_by_another");
    }

    @Test
    void noStartTlsIsAsTheVerdictSays() throws Exception {
        server = FakeServer.saying("220 mx.example.com", "250 mx.example.com");
        Expectation disabled = new Expectation("smtp", "127.0.0.1", server.port(), "DISABLED", "", List.of());

        JsonObject seen = look(server.door(), disabled, LONG);

        assertThat(signs(seen)).containsExactly("no_tls");
        assertThat(seen.getJsonArray("findings").getJsonObject(0).getString("detail"))
                .isEqualTo("DISABLED");
    }

    @Test
    void startTlsThatIsAnnouncedInTlsTellsWhereTlsEnds() throws Exception {
        server = FakeServer.doing(client -> {
            client.say("220 mx.example.com ESMTP");
            client.hear("EHLO");
            client.say("250-mx.example.com", "250 STARTTLS");
            client.hear("STARTTLS");
            client.say("220 Go ahead");
            FakeServer.Client secure = client.secured(ours);
            secure.hear("EHLO");
            secure.say("250-mx.example.com", "250 STARTTLS");
            secure.hear("QUIT");
        });

        assertThat(signs(look(server.door(), usable(ours), LONG))).containsExactly("starttls_in_tls");
    }

    @Test
    void aServerThatGreetsInTlsAtOnceIsLookedAtSo() throws Exception {
        server = FakeServer.doing(client -> {
            FakeServer.Client secure = client.secured(ours);
            secure.say("220 mx.example.com ESMTP");
            secure.hear("EHLO");
            secure.say("250 mx.example.com");
            secure.hear("QUIT");
        });
        Door door = new Door("mx.example.com", server.door().address(), server.port(), true);

        JsonObject seen = look(door, usable(ours), LONG);

        assertThat(signs(seen)).containsExactly("as_it_should_be");
        assertThat(seen.getJsonArray("lines").getString(0)).isEqualTo("(TLS)");
    }

    @Test
    void whatIsSaidAtTheLocalAddressIsComparedToo() throws Exception {
        server = FakeServer.saying("220 proxy.example.net ESMTP", "250-mx.example.com\r\n250 HELP");
        inside = FakeServer.saying("220 mx.example.com ESMTP", "250-mx.example.com\r\n250 SIZE 1000");
        Expectation behind = new Expectation("smtp", "127.0.0.1", inside.port(), "DISABLED", "", List.of());

        JsonObject seen = look(server.door(), behind, LONG);

        assertThat(signs(seen)).containsExactly("other_greeting", "other_extensions", "no_tls");
        assertThat(seen.getJsonArray("findings").getJsonObject(1).getString("detail"))
                .isEqualTo("only here: HELP only inside: SIZE");
    }

    @Test
    void aDoorThatDoesNotAnswerTheFarewellIsComparedAllTheSame() throws Exception {
        server = FakeServer.doing(client -> {
            client.say("220 proxy.example.net ESMTP");
            client.hear("EHLO");
            client.say("250-mx.example.com", "250-HELP", "250 STARTTLS");
            client.hear("STARTTLS");
            client.say("220 2.0.0 Go ahead");
            FakeServer.Client secure = client.secured(ours);
            secure.hear("EHLO");
            secure.say("250-mx.example.com", "250 HELP");
            secure.hear("QUIT");
            secure.hear("never");
        });
        inside = FakeServer.offering(ours);

        assertThat(signs(look(server.door(), behind(inside.port()), LONG)))
                .containsExactly("other_greeting", "other_extensions");
    }

    @Test
    void anAddressBehindThatCouldNotBeLookedAtIsNoGoodResult() throws Exception {
        server = FakeServer.offering(ours);
        inside = FakeServer.doing(client -> {});

        assertThat(signs(look(server.door(), behind(inside.port()), LONG))).containsExactly("inside_not_seen");
    }

    @Test
    void anAddressBehindThatSendsTheLookAwayIsNoGoodResult() throws Exception {
        server = FakeServer.offering(ours);
        inside = FakeServer.saying("421 4.3.2 Too many connections");

        JsonObject seen = look(server.door(), behind(inside.port()), LONG);

        assertThat(signs(seen)).containsExactly("inside_not_seen");
        assertThat(seen.getJsonArray("findings").getJsonObject(0).getString("detail"))
                .isEqualTo("421 4.3.2 Too many connections");
    }

    @Test
    void versionsThatCouldNotBeTriedAreNotSaidToBeRefused() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        server = FakeServer.doing(client -> {
            if (connections.incrementAndGet() == 1) {
                FakeServer.offer(client, ours);
            } else {
                client.say("421 4.3.2 Too many connections");
            }
        });

        JsonObject seen = look(server.door(), usable(ours), LONG);

        assertThat(signs(seen)).containsExactly("not_all_versions");
        assertThat(seen.getJsonArray("versions").toString()).isEqualTo("[{\"version\":\"TLSv1.3\",\"accepted\":true}]");
    }

    @Test
    void versionsAreNotSaidToBeRefusedWhereTheConnectionEndsBeforeTheGreeting() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        server = FakeServer.doing(client -> {
            if (connections.incrementAndGet() == 1) {
                FakeServer.offer(client, ours);
            } else {
                hangUp(client, "end");
            }
        });

        JsonObject seen = look(server.door(), usable(ours), LONG);

        assertThat(signs(seen)).containsExactly("not_all_versions");
        assertThat(seen.getJsonArray("versions").toString()).isEqualTo("[{\"version\":\"TLSv1.3\",\"accepted\":true}]");
    }

    /** As a limit of connections does where TLS begins at once: some end the connection, some say so in plaintext. */
    @ParameterizedTest
    @ValueSource(strings = {"end", "reset", "421 4.3.2 Too many connections"})
    void versionsAreNotSaidToBeRefusedWhereTheConnectionEndsWithoutTls(String farewell) throws Exception {
        AtomicInteger connections = new AtomicInteger();
        server = FakeServer.doing(client -> {
            if (connections.incrementAndGet() == 1) {
                FakeServer.Client secure = client.secured(ours);
                secure.say("220 mx.example.com ESMTP");
                secure.hear("EHLO");
                secure.say("250 mx.example.com");
                secure.hear("QUIT");
            } else {
                hangUp(client, farewell);
            }
        });
        Door door = new Door("mx.example.com", server.door().address(), server.port(), true);

        JsonObject seen = look(door, usable(ours), LONG);

        assertThat(signs(seen)).containsExactly("not_all_versions");
        assertThat(seen.getJsonArray("versions").toString()).isEqualTo("[{\"version\":\"TLSv1.3\",\"accepted\":true}]");
    }

    /** The server has said yes to STARTTLS: what it ends after the hello is no connection too many. */
    @Test
    void aServerThatEndsTheConnectionAfterStartTlsRefusesTheVersion() throws Exception {
        server = FakeServer.doing(client -> {
            client.say("220 mx.example.com ESMTP");
            client.hear("EHLO");
            client.say("250-mx.example.com", "250 STARTTLS");
            client.hear("STARTTLS");
            client.say("220 Go ahead");
            hangUp(client, "end");
        });

        assertThat(Look.accepts(server.door(), OldHello.TLS_1_0, Deadline.in(LONG)))
                .contains(false);
        assertThat(Look.accepts(server.door(), "TLSv1.2", Deadline.in(LONG))).contains(false);
    }

    @Test
    void withoutAnAdapterBehindItNothingIsCompared() throws Exception {
        server = FakeServer.offering(ours);

        assertThat(signs(new FrontDoor(Optional.empty()).look(server.door(), Optional.empty(), Deadline.in(LONG))))
                .containsExactly("not_compared");
    }

    @Test
    void aPortThatIsClosedIsTold() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Door door = new Door("mx.example.com", InetAddress.getLoopbackAddress(), port, false);

        assertThat(signs(look(door, usable(ours), LONG))).containsExactly("refused");
    }

    @Test
    void aServerThatHangsUpIsTold() throws Exception {
        server = FakeServer.doing(client -> {});

        assertThat(signs(look(server.door(), usable(ours), LONG))).containsExactly("hung_up");
    }

    @Test
    void silenceHasAnEnd() throws Exception {
        server = FakeServer.doing(client -> client.hear("never"));

        assertThat(signs(look(server.door(), usable(ours), SHORT))).containsExactly("silent");
    }

    @Test
    void aGreetingThatDripsHasAnEnd() throws Exception {
        server = FakeServer.doing(client -> drip(client, '2'));

        assertThat(signs(look(server.door(), usable(ours), SHORT))).containsExactly("silent");
    }

    /** Each octet comes in time, and the handshake never ends. */
    @Test
    void aHandshakeThatDripsHasAnEnd() throws Exception {
        server = FakeServer.doing(client -> {
            client.say("220 mx.example.com ESMTP");
            client.hear("EHLO");
            client.say("250-mx.example.com", "250 STARTTLS");
            client.hear("STARTTLS");
            client.say("220 Go ahead");
            client.socket.getOutputStream().write(new byte[] {22, 3, 3, 0x3f, 0, 2, 0, 0x3e, 0});
            drip(client, 0);
        });

        assertThat(signs(look(server.door(), usable(ours), SHORT))).containsExactly("handshake_failed");
    }

    @Test
    void aLineThatNeverEndsIsCut() throws Exception {
        server = FakeServer.doing(client -> {
            while (true) {
                client.socket.getOutputStream().write("x".repeat(1000).getBytes(StandardCharsets.US_ASCII));
            }
        });

        assertThat(look(server.door(), usable(ours), LONG)
                        .getJsonArray("findings")
                        .toString())
                .contains("too_much", "A line has more than 2000 octets");
    }

    @Test
    void aReplyThatNeverEndsIsCut() throws Exception {
        server = FakeServer.doing(client -> {
            while (true) {
                client.say("220-more");
            }
        });

        assertThat(look(server.door(), usable(ours), LONG)
                        .getJsonArray("findings")
                        .toString())
                .contains("too_much", "A reply has more than 100 lines");
    }

    /** A write has no timeout, and each of these has to be answered (RFC 8446, section 4.6.3). */
    @Test
    void aPeerThatAsksForNewKeysAndReadsNothingHoldsNoLook() throws Exception {
        server = FakeServer.doing(client -> {
            FakeServer.Client secure = client.secured(ours);
            secure.say("220 mx.example.com ESMTP");
            while (true) {
                ((SSLSocket) secure.socket).startHandshake();
            }
        });
        Door door = new Door("mx.example.com", server.door().address(), server.port(), true);

        assertThat(look(door, usable(ours), LONG).getJsonArray("findings").toString())
                .contains("too_much", "The peer asks for more than is said here");
    }

    @Test
    void controlCharactersAndLongLinesAreShownAsText() throws Exception {
        server = FakeServer.saying("554 <b>\u001b[31m" + "x".repeat(1500));

        String line =
                look(server.door(), usable(ours), LONG).getJsonArray("lines").getString(0);

        assertThat(line).startsWith("554 <b>\\x1b[31mxxx").hasSizeLessThan(1010).endsWith("…");
    }

    @Test
    void oldVersionsOfTlsAreFound() throws Exception {
        server = FakeServer.doing(client -> {
            client.say("220 mx.example.com ESMTP");
            client.hear("EHLO");
            client.say("250-mx.example.com", "250 STARTTLS");
            client.hear("STARTTLS");
            client.say("220 Go ahead");
            byte[] hello = client.socket.getInputStream().readNBytes(11);
            byte[] answer = {22, 3, hello[10], 0, 40, 2, 0, 0, 36, 3, hello[10]};
            client.socket.getOutputStream().write(answer);
            client.hear("never");
        });

        assertThat(Look.accepts(server.door(), OldHello.TLS_1_0, Deadline.in(LONG)))
                .contains(true);
        assertThat(Look.accepts(server.door(), OldHello.TLS_1_1, Deadline.in(LONG)))
                .contains(true);
    }

    /** An end is one that the client can read to, and not a reset because of octets that were not read here. */
    private static void hangUp(FakeServer.Client client, String farewell) throws Exception {
        if (farewell.equals("reset")) {
            client.socket.setSoLinger(true, 0);
            return;
        }
        if (!farewell.equals("end")) {
            client.say(farewell);
        }
        client.socket.shutdownOutput();
        client.socket.getInputStream().readAllBytes();
    }

    /** An octet now and then, as long as the client is there. */
    private static void drip(FakeServer.Client client, int octet) throws Exception {
        client.socket.setSoTimeout(20);
        while (true) {
            client.socket.getOutputStream().write(octet);
            try {
                client.socket.getInputStream().read();
            } catch (SocketTimeoutException e) {
                // The time for the next octet has come.
            }
        }
    }

    private static String lines(String text) {
        return text == null ? "" : text.replace("/250 ", "\r\n250 ").replace("/250-", "\r\n250-");
    }

    private static JsonObject look(Door door, Expectation expected, Duration time) throws Exception {
        return new FrontDoor(Optional.of(ours.asAuthority())).look(door, Optional.of(expected), Deadline.in(time));
    }

    private Expectation usable(TestIdentity identity) {
        return usable("", "", new Shown(identity.certificate()).fingerprint());
    }

    /** At the very address that is looked at, unless there is no server. */
    private Expectation usable(String subject, String notAfter, String fingerprint) {
        BoundCertificate bound = new BoundCertificate("mx", subject, List.of(), notAfter, fingerprint, "");
        return new Expectation("smtp", "127.0.0.1", server == null ? 1 : server.port(), "USABLE", "", List.of(bound));
    }

    private static Expectation behind(int port) {
        String fingerprint = new Shown(ours.certificate()).fingerprint();
        BoundCertificate bound = new BoundCertificate("mx", "", List.of(), "", fingerprint, "");
        return new Expectation("smtp", "127.0.0.1", port, "USABLE", "", List.of(bound));
    }

    private static List<String> signs(JsonObject seen) {
        return seen.getJsonArray("findings").getValuesAs(JsonObject.class).stream()
                .map(one -> one.getString("sign"))
                .toList();
    }
}
