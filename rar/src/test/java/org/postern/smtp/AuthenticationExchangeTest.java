package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes between AUTH and its outcome (RFC 4954 section 4, RFC 4616). */
class AuthenticationExchangeTest {
    private static final UserPolicy OFFERED = new UserPolicy(false, OwnSenders.all());
    private static final String BAD_BASE64 = "S: 501 5.5.2 Base64 expected";
    private static final String DOES_NOT_SUIT = "S: 501 5.5.2 Response does not suit the mechanism";
    private static final String INVALID = "S: 535 5.7.8 Authentication credentials invalid";

    private final FakeUsers users = new FakeUsers(SaslMechanism.PLAIN, SaslMechanism.LOGIN);
    private final Peer peer = Peer.ofUsers(Security.TLS_ACTIVE, TestLimits.ROOMY, OFFERED, users);

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String plain(String actingAs, String user, String password) {
        return base64(actingAs + '\0' + user + '\0' + password);
    }

    private void ready() {
        peer.send("EHLO client.example.org\r\n");
    }

    @Test
    void plainWithoutOneIsAskedForItWithAnEmptyChallenge() {
        ready();

        peer.plays("""
                C: auth plain
                S: 334\s
                C: AGFubmEAc2VjcmV0
                S: 235 2.7.0 Authenticated
                """);
    }

    @Test
    void loginInThreeSteps() {
        ready();

        peer.plays("""
                C: AUTH LOGIN
                S: 334 VXNlcm5hbWU6
                C: YW5uYQ==
                S: 334 UGFzc3dvcmQ6
                C: c2VjcmV0
                S: 235 2.7.0 Authenticated
                """);
    }

    @Test
    void loginWithTheNameInTheCommand() {
        ready();

        peer.plays("""
                C: AUTH LOGIN YW5uYQ==
                S: 334 UGFzc3dvcmQ6
                C: c2VjcmV0
                S: 235 2.7.0 Authenticated
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH EXTERNAL =", "AUTH EXTERNAL Y2Fyb2w="})
    void externalWithAndWithoutAName(String command) {
        FakeUsers certified = new FakeUsers(SaslMechanism.values());
        Peer client = Peer.ofUsers(Security.TLS_ACTIVE, TestLimits.ROOMY, OFFERED, certified);
        client.send("EHLO a\r\n");

        assertThat(client.send(command + "\r\n")).isEqualTo("S: 235 2.7.0 Authenticated");
        assertThat(certified.user()).contains("carol");
    }

    @Test
    void externalIsAskedForANameAndMayGiveNone() {
        Peer client =
                Peer.ofUsers(Security.TLS_ACTIVE, TestLimits.ROOMY, OFFERED, new FakeUsers(SaslMechanism.EXTERNAL));
        client.send("EHLO a\r\n");

        client.plays("""
                C: AUTH EXTERNAL
                S: 334\s
                C:\s
                S: 235 2.7.0 Authenticated
                """);
    }

    @Test
    void anExchangeCanBeCancelled() {
        ready();

        peer.plays("""
                C: AUTH LOGIN
                S: 334 VXNlcm5hbWU6
                C: *
                S: 501 5.7.0 Authentication cancelled
                C: AUTH LOGIN YW5uYQ==
                S: 334 UGFzc3dvcmQ6
                C: *
                S: 501 5.7.0 Authentication cancelled
                C: NOOP
                S: 250 2.0.0 OK
                """);
        assertThat(users.user()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AGFubmEAc2VjcmV0*", "AGFubmEAc2Vj cmV0", "AGFubmEAd3Jvbmc", "===", "A", "AGFu\\bmEA"})
    void whatIsNoBase64EndsTheExchange(String response) {
        ready();
        peer.send("AUTH PLAIN\r\n");

        assertThat(peer.send(response + "\r\n")).isEqualTo(BAD_BASE64);
        assertThat(peer.send("NOOP\r\n")).isEqualTo("S: 250 2.0.0 OK");
    }

    @Test
    void whatIsNoBase64InTheCommandIsRefusedToo() {
        ready();

        assertThat(peer.send("AUTH PLAIN AGFubmEAd3Jvbmc\r\n")).isEqualTo(BAD_BASE64);
        assertThat(peer.send("AUTH PLAIN AGFubmEA c2VjcmV0\r\n"))
                .isEqualTo("S: 501 5.5.4 Syntax: AUTH mechanism [initial-response]");
        assertThat(peer.send("AUTH *\r\n")).isEqualTo("S: 504 5.5.4 Authentication mechanism not available");
    }

    @Test
    void plainNeedsThreePartsAndAName() {
        ready();

        for (String response : new String[] {"", "anna", "anna\0secret", "\0\0secret", "\0anna\0se\0cret"}) {
            assertThat(peer.send("AUTH PLAIN " + (response.isEmpty() ? "=" : base64(response)) + "\r\n"))
                    .as(response)
                    .isEqualTo(DOES_NOT_SUIT);
        }
        assertThat(users.user()).isEmpty();
    }

    @Test
    void nobodyActsForSomebodyElse() {
        ready();

        assertThat(peer.send("AUTH PLAIN " + plain("bob", "anna", "secret") + "\r\n"))
                .isEqualTo(INVALID);
        assertThat(peer.send("AUTH PLAIN " + plain("anna", "anna", "secret") + "\r\n"))
                .isEqualTo("S: 235 2.7.0 Authenticated");
    }

    @Test
    void aNameWithoutAPasswordIsNeverAskedAbout() {
        ready();

        assertThat(peer.send("AUTH PLAIN " + plain("", "anna", "") + "\r\n")).isEqualTo(INVALID);
        peer.send("AUTH LOGIN YW5uYQ==\r\n");
        assertThat(peer.send("\r\n")).isEqualTo(INVALID);
        assertThat(users.wereAsked()).isFalse();
    }

    @Test
    void namesAndPasswordsAreUtf8() {
        ready();

        peer.send("AUTH PLAIN " + plain("", "j\u00fcrgen", "gehei\u00df") + "\r\n");
        assertThat(users.last().user()).contains("j\u00fcrgen");
        assertThat(users.last().password()).containsExactly("gehei\u00df".toCharArray());
        users.last().clear();
        assertThat(users.last().password()).containsOnly('\0');
        assertThat(users.last().toString()).isEqualTo("PLAIN");

        String latin1 = Base64.getEncoder().encodeToString("\0j\u00fc\0x".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(peer.send("AUTH PLAIN " + latin1 + "\r\n")).isEqualTo(DOES_NOT_SUIT);
    }

    @Test
    void linesOfAnExchangeMayHave12288Octets() {
        ready();
        peer.send("AUTH PLAIN\r\n");
        String longest = base64("\0anna\0" + "x".repeat(9_200));
        assertThat(longest).hasSizeBetween(12_000, 12_286);

        assertThat(peer.send(longest + "\r\n")).isEqualTo(INVALID);
        assertThat(peer.send("AUTH PLAIN " + longest.substring(0, 12_272) + "\r\n"))
                .isEqualTo(INVALID);

        peer.send("AUTH PLAIN\r\n");
        assertThat(peer.send("x".repeat(12_287) + "\r\n"))
                .isEqualTo("S: 500 5.5.6 Authentication exchange line is too long");
        assertThat(peer.send("NOOP " + "x".repeat(506) + "\r\n")).isEqualTo("S: 500 5.5.2 Line too long");
        assertThat(peer.send("NOOP\r\n")).isEqualTo("S: 250 2.0.0 OK");
    }

    @Test
    void aLineThatIsTornEndsTheExchange() {
        ready();
        peer.send("AUTH PLAIN\r\n");

        assertThat(peer.send("AGFu\nbmEA\r\n"))
                .isEqualTo("S: 500 5.5.2 A line ends with CRLF, and has no other CR or LF");
        assertThat(peer.send("NOOP\r\n")).isEqualTo("S: 250 2.0.0 OK");
    }

    @Test
    void whatIsSentInOnePieceIsTakenInItsOrder() {
        ready();

        peer.plays("""
                C: AUTH LOGIN
                C: YW5uYQ==
                C: c2VjcmV0
                C: MAIL FROM:<a@example.org>
                S: 334 VXNlcm5hbWU6
                S: 334 UGFzc3dvcmQ6
                S: 235 2.7.0 Authenticated
                S: 250 2.1.0 Sender OK
                """);
    }
}
