package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3207 section 4: a server that requires TLS. */
class TlsRequiredTest {
    private static final String REFUSED = "S: 530 5.7.0 Must issue a STARTTLS command first";
    private static final Set<Verb> ADMITTED = EnumSet.of(Verb.NOOP, Verb.EHLO, Verb.STARTTLS, Verb.QUIT);

    private final Peer peer = new Peer(Security.TLS_REQUIRED, TestLimits.ROOMY);

    @ParameterizedTest
    @EnumSource(value = Verb.class, names = "LHLO", mode = EnumSource.Mode.EXCLUDE)
    void admitsFourCommandsAndRefusesAllOthersWhateverTheirArgument(Verb verb) {
        String[] arguments = verb == Verb.BDAT
                ? new String[] {" 0", " 0 LAST"}
                : new String[] {"", " x", " FROM:<a@example.org>", " TO:<b@example.org>"};
        for (String argument : arguments) {
            Peer fresh = new Peer(Security.TLS_REQUIRED, TestLimits.ROOMY);
            String answer = fresh.send(verb + argument + "\r\n");

            if (ADMITTED.contains(verb)) {
                assertThat(answer).as(argument).doesNotContain("530");
            } else {
                assertThat(answer).as(argument).isEqualTo(REFUSED);
            }
        }
    }

    @Test
    void answersTheFourAsUsual() {
        peer.plays("""
                C: NOOP
                S: 250 2.0.0 OK
                C: EHLO client.example.org
                S: 250-mx.example.org
                S: 250-...
                S: 250-ENHANCEDSTATUSCODES
                S: 250 STARTTLS
                C: EHLO
                S: 501 5.5.4 Argument missing
                C: STARTTLS now
                S: 501 5.5.4 No argument allowed
                C: QUIT
                S: 221 2.0.0 mx.example.org closing connection
                N: CLOSE QUIT
                """);
    }

    @Test
    void changesNothingByRefusing() {
        peer.plays("""
                C: EHLO client.example.org
                C: HELO other.example.org
                C: RSET
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: DATA
                C: NOOP
                S: 250-mx.example.org
                S: 250-...
                S: 250-ENHANCEDSTATUSCODES
                S: 250 STARTTLS
                S: 530 5.7.0 Must issue a STARTTLS command first
                S: 530 5.7.0 Must issue a STARTTLS command first
                S: 530 5.7.0 Must issue a STARTTLS command first
                S: 530 5.7.0 Must issue a STARTTLS command first
                S: 530 5.7.0 Must issue a STARTTLS command first
                S: 250 2.0.0 OK
                """);

        assertThat(peer.conversation().heloName()).isEqualTo("client.example.org");
        assertThat(peer.conversation().protocol()).isEqualTo("ESMTP");
        assertThat(peer.firstMails()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"XYZZY", "", "MAILFROM:<a@example.org>"})
    void stillDoesNotRecogniseWhatNobodyKnows(String line) {
        assertThat(peer.send(line + "\r\n")).isEqualTo("S: 500 5.5.1 Command not recognized");
    }

    @Test
    void countsEachRefusalAsAnError() {
        new Peer(Security.TLS_REQUIRED, TestLimits.maxErrors(2)).plays("""
                C: HELP
                S: 530 5.7.0 Must issue a STARTTLS command first
                C: AUTH PLAIN
                S: 421 4.7.0 mx.example.org Too many errors, closing connection
                N: CLOSE TOO_MANY_ERRORS
                """);
    }

    @Test
    void servesInsideTlsAndHasForgottenWhatWasSaidBefore() {
        peer.plays("""
                C: EHLO plaintext.example.org
                C: STARTTLS
                S: 250-mx.example.org
                S: 250-...
                S: 250-ENHANCEDSTATUSCODES
                S: 250 STARTTLS
                N: START_TLS
                E: TLS ready
                S: 220 2.0.0 Ready to start TLS
                E: secured
                C: MAIL FROM:<a@example.org>
                S: 503 5.5.1 Send EHLO or HELO first
                C: EHLO client.example.org
                S: 250-mx.example.org
                S: 250-...
                S: 250-ENHANCEDSTATUSCODES
                S: 250 REQUIRETLS
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                """);

        assertThat(peer.firstMails()).containsExactly(Security.TLS_ACTIVE);
    }

    @Test
    void goesOnRefusingWhenThereIsNoEngineAfterAll() {
        peer.plays("""
                C: STARTTLS
                N: START_TLS
                E: TLS not ready
                S: 454 4.7.0 TLS is not available at the moment
                C: MAIL FROM:<a@example.org>
                S: 530 5.7.0 Must issue a STARTTLS command first
                C: QUIT
                S: 221 2.0.0 mx.example.org closing connection
                N: CLOSE QUIT
                """);
    }

    @Test
    void beginsWith421WhereThereIsNoTls() {
        new Peer(Security.NO_TLS, TestLimits.ROOMY).plays("""
                E: refuse without TLS
                S: 421 4.7.0 mx.example.org TLS is required here and not available at the moment, closing connection
                N: CLOSE TLS_REQUIRED_BUT_UNAVAILABLE
                C: EHLO client.example.org
                """);
    }

    @Test
    void refusesAtTheBeginningOnly() {
        Peer talking = Peer.ready();

        assertThatIllegalStateException()
                .isThrownBy(() -> talking.conversation().refuseWithoutTls());
    }
}
