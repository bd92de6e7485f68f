package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 4954. */
class AuthenticationTest {
    private static final UserPolicy OFFERED = new UserPolicy(false, OwnSenders.all());

    private final FakeUsers users = new FakeUsers(SaslMechanism.PLAIN, SaslMechanism.LOGIN);
    private final Peer peer = Peer.ofUsers(Security.TLS_ACTIVE, TestLimits.ROOMY, OFFERED, users);

    private void ready() {
        peer.send("EHLO client.example.org\r\n");
    }

    @Test
    void isAnnouncedInTlsWithWhatThereIsToChooseFrom() {
        peer.plays("""
                C: EHLO client.example.org
                S: 250-mx.example.org
                S: 250-...
                S: 250-ENHANCEDSTATUSCODES
                S: 250-REQUIRETLS
                S: 250 AUTH PLAIN LOGIN
                """);
    }

    @Test
    void namesExternalIfThereIsACertificate() {
        Peer certified =
                Peer.ofUsers(Security.TLS_ACTIVE, TestLimits.ROOMY, OFFERED, new FakeUsers(SaslMechanism.values()));

        assertThat(certified.send("EHLO a\r\n")).endsWith("\nS: 250 AUTH PLAIN LOGIN EXTERNAL");
    }

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"NO_TLS", "TLS_OFFERED", "TLS_REQUIRED"})
    void isNeverAnnouncedInPlaintext(Security security) {
        Peer plaintext = Peer.ofUsers(security, TestLimits.ROOMY, OFFERED, users);

        assertThat(plaintext.send("EHLO a\r\n")).contains("ENHANCEDSTATUSCODES").doesNotContain("AUTH");
    }

    @Test
    void isAnnouncedAfterStartTlsThoughNotBefore() {
        Peer.ofUsers(Security.TLS_OFFERED, TestLimits.ROOMY, OFFERED, users).plays("""
                C: EHLO client.example.org
                S: 250-mx.example.org
                S: 250-...
                S: 250-ENHANCEDSTATUSCODES
                S: 250 STARTTLS
                C: STARTTLS
                N: START_TLS
                E: TLS ready
                S: 220 2.0.0 Ready to start TLS
                E: secured
                C: AUTH PLAIN
                S: 503 5.5.1 Send EHLO or HELO first
                C: EHLO client.example.org
                S: 250-mx.example.org
                S: 250-...
                S: 250-ENHANCEDSTATUSCODES
                S: 250-REQUIRETLS
                S: 250 AUTH PLAIN LOGIN
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH PLAIN, 538 5.7.11 Encryption required for this authentication mechanism",
        "AUTH plain AGFubmEAc2VjcmV0, 538 5.7.11 Encryption required for this authentication mechanism",
        "AUTH LOGIN, 538 5.7.11 Encryption required for this authentication mechanism",
        "AUTH EXTERNAL =, 538 5.7.11 Encryption required for this authentication mechanism",
        "AUTH CRAM-MD5, 504 5.5.4 Authentication mechanism not available",
        "AUTH, 501 5.5.4 Argument missing"
    })
    void nobodyIsHeardInPlaintext(String command, String reply) {
        Peer plaintext = Peer.ofUsers(Security.TLS_OFFERED, TestLimits.ROOMY, OFFERED, users);
        plaintext.send("EHLO a\r\n");

        assertThat(plaintext.send(command + "\r\n")).isEqualTo("S: " + reply);
        assertThat(users.user()).isEmpty();
    }

    @Test
    void isNotImplementedWhereNobodyKnowsUsers() {
        Peer.ready().plays("""
                C: AUTH PLAIN AGFubmEAc2VjcmV0
                S: 502 5.5.1 Command not implemented
                C: AUTH
                S: 502 5.5.1 Command not implemented
                C: MAIL FROM:<a@example.org> AUTH=b@example.org
                S: 555 5.5.4 Parameter not recognized
                """);
    }

    @Test
    void plainWithAnInitialResponse() {
        ready();

        peer.plays("""
                C: AUTH PLAIN AGFubmEAc2VjcmV0
                S: 235 2.7.0 Authenticated
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                """);

        assertThat(users.user()).contains("anna");
        assertThat(peer.conversation().protocol()).isEqualTo("ESMTPSA");
    }

    @Test
    void externalIsNotAvailableWithoutACertificate() {
        ready();

        assertThat(peer.send("AUTH EXTERNAL =\r\n")).isEqualTo("S: 504 5.5.4 Authentication mechanism not available");
    }

    @Test
    void wrongCredentialsAreRefusedAndMayBeTriedAgain() {
        ready();

        peer.plays("""
                C: AUTH PLAIN AGFubmEAd3Jvbmc=
                S: 535 5.7.8 Authentication credentials invalid
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RSET
                S: 250 2.0.0 OK
                C: AUTH PLAIN AGFubmEAc2VjcmV0
                S: 235 2.7.0 Authenticated
                """);
    }

    @Test
    void guessesCountAsErrors() {
        Peer guesser = Peer.ofUsers(Security.TLS_ACTIVE, TestLimits.maxErrors(2), OFFERED, users);
        guesser.send("EHLO a\r\n");

        guesser.plays("""
                C: AUTH PLAIN AGFubmEAd3Jvbmc=
                S: 535 5.7.8 Authentication credentials invalid
                C: AUTH PLAIN AGFubmEAd3Jvbmc=
                S: 421 4.7.0 mx.example.org Too many errors, closing connection
                N: CLOSE TOO_MANY_ERRORS
                """);
    }

    @Test
    void whoHasAuthenticatedMustNotDoItAgain() {
        ready();
        peer.send("AUTH PLAIN AGFubmEAc2VjcmV0\r\n");

        peer.plays("""
                C: AUTH PLAIN AGFubmEAc2VjcmV0
                S: 503 5.5.1 Already authenticated
                C: RSET
                C: EHLO other.example.org
                C: AUTH LOGIN
                S: 250 2.0.0 OK
                S: 250-mx.example.org
                S: 250-...
                S: 250-ENHANCEDSTATUSCODES
                S: 250-REQUIRETLS
                S: 250 AUTH PLAIN LOGIN
                S: 503 5.5.1 Already authenticated
                """);
        assertThat(users.user()).contains("anna");
    }

    @Test
    void isOutOfSequenceBeforeEhloAfterHeloAndDuringMail() {
        peer.plays("""
                C: AUTH PLAIN
                S: 503 5.5.1 Send EHLO or HELO first
                C: HELO client.example.org
                S: 250 mx.example.org
                C: AUTH PLAIN
                S: 503 5.5.1 Send EHLO first
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: AUTH PLAIN
                S: 503 5.5.1 Not during a mail transaction
                C: RCPT TO:<b@example.org>
                S: 250 2.1.5 Recipient OK
                C: AUTH PLAIN
                S: 503 5.5.1 Not during a mail transaction
                C: BDAT 1
                c: x
                S: 250 2.0.0 1 octets received
                C: AUTH PLAIN
                S: 503 5.5.1 Not during a mail transaction
                """);
    }

    @Test
    void whereItIsDemandedNothingElseButOneselfCanBeSaid() {
        Peer demanding =
                Peer.ofUsers(Security.TLS_ACTIVE, TestLimits.ROOMY, new UserPolicy(true, OwnSenders.all()), users);
        demanding.send("EHLO a\r\n");

        demanding.plays("""
                C: MAIL FROM:<a@example.org>
                C: VRFY anna
                C: NOOP
                C: RSET
                C: AUTH PLAIN AGFubmEAc2VjcmV0
                C: VRFY anna
                C: MAIL FROM:<a@example.org>
                S: 530 5.7.0 Authentication required
                S: 530 5.7.0 Authentication required
                S: 250 2.0.0 OK
                S: 250 2.0.0 OK
                S: 235 2.7.0 Authenticated
                S: 252 2.0.0 Send some mail, it will be tried
                S: 250 2.1.0 Sender OK
                """);
    }

    /** A sender whose program never says STARTTLS reads in its log what it has to be told. */
    @ParameterizedTest
    @CsvSource({
        "TLS_ACTIVE, true, 530 5.7.0 Authentication required",
        "TLS_OFFERED, true, '530 5.7.0 Authentication required, issue a STARTTLS command first'",
        "TLS_REQUIRED, true, 530 5.7.0 Must issue a STARTTLS command first",
        "NO_TLS, true, '530 5.7.0 Authentication required, but not possible here at the moment'",
        "TLS_ACTIVE, false, '530 5.7.0 Authentication required, but not possible here at the moment'",
        "TLS_OFFERED, false, '530 5.7.0 Authentication required, but not possible here at the moment'",
        "NO_TLS, false, '530 5.7.0 Authentication required, but not possible here at the moment'",
    })
    void whereItIsDemandedTheReplySaysWhatComesFirst(Security security, boolean known, String reply) {
        Authenticator realm = known ? users : Authenticator.none();
        for (String command : List.of("MAIL FROM:<a@example.org>", "VRFY anna")) {
            Peer demanding = Peer.ofUsers(security, TestLimits.ROOMY, new UserPolicy(true, OwnSenders.all()), realm);
            demanding.send("EHLO a\r\n");

            assertThat(demanding.send(command + "\r\n")).isEqualTo("S: " + reply);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "anna@example.com, true",
        "ANNA@Example.com, true",
        "anna+news@example.com, true",
        "bob@example.com, false",
        "anna@example.org, false",
        "annabel@example.com, false"
    })
    void senderAddressesCanBeTiedToTheUser(String sender, boolean permitted) {
        OwnSenders own = OwnSenders.parse(
                "%u@example.com, %u+*@example.com",
                fault -> {
                    throw new IllegalArgumentException(fault);
                });
        Peer tied = Peer.ofUsers(Security.TLS_ACTIVE, TestLimits.ROOMY, new UserPolicy(false, own), users);
        tied.send("EHLO a\r\n");
        assertThat(tied.send("MAIL FROM:<" + sender + ">\r\nRSET\r\n")).startsWith("S: 250");
        tied.send("AUTH PLAIN AGFubmEAc2VjcmV0\r\n");

        assertThat(tied.send("MAIL FROM:<>\r\nRSET\r\n")).startsWith("S: 250");
        assertThat(tied.send("MAIL FROM:<" + sender + ">\r\n"))
                .isEqualTo(
                        permitted
                                ? "S: 250 2.1.0 Sender OK"
                                : "S: 550 5.7.1 You may not send with this sender address");
    }

    @ParameterizedTest
    @CsvSource({
        "<>, 250",
        "anna@example.com, 250",
        "e+3Dmc2@example.com, 250",
        "anna, 501",
        "<anna@example.com>, 501",
        "anna@example.com+3D, 501",
        "anna+40example.com, 250",
        "an+4na@example.com, 501"
    })
    void theParameterOfMailIsAMailboxInXtext(String value, int code) {
        ready();

        assertThat(peer.send("MAIL FROM:<a@example.org> AUTH=" + value + "\r\n"))
                .startsWith("S: " + code + " ");
    }

    @Test
    void onlyWhoHasAuthenticatedIsBelievedWhoSubmittedAMessage() {
        ready();
        String mail = "MAIL FROM:<a@example.org> AUTH=b@example.org\r\nRCPT TO:<c@example.org>\r\nDATA\r\n.\r\n";
        Peer known = Peer.ofUsers(Security.TLS_ACTIVE, TestLimits.ROOMY, OFFERED, users);

        peer.send(mail);
        assertThat(peer.lastEnvelope().parameters()).containsEntry("AUTH", "<>");

        known.send("EHLO a\r\nAUTH PLAIN AGFubmEAc2VjcmV0\r\n" + mail);
        assertThat(known.lastEnvelope().parameters()).containsEntry("AUTH", "b@example.org");
    }
}
