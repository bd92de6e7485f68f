package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is announced is what is kept: this is what the project exists for. */
class StartTlsMatrixTest {
    private static final String ANNOUNCED = "S: 250 STARTTLS";

    @ParameterizedTest
    @CsvSource({
        "NO_TLS,      false, S: 502 5.5.1 TLS is not available here",
        "TLS_OFFERED, true,  N: START_TLS",
        "TLS_REQUIRED,true,  N: START_TLS",
        "TLS_ACTIVE,  false, S: 503 5.5.1 TLS is already active"
    })
    void announcesAndAcceptsTheSame(Security security, boolean announced, String answer) {
        Peer peer = new Peer(security, TestLimits.ROOMY);

        assertThat(peer.send("EHLO client.example.org\r\n").contains("STARTTLS"))
                .isEqualTo(announced);
        assertThat(peer.send("STARTTLS\r\n")).isEqualTo(answer);
    }

    @ParameterizedTest
    @EnumSource(Security.class)
    void announcesStartTlsIfAndOnlyIfItIsAccepted(Security security) {
        Peer peer = new Peer(security, TestLimits.ROOMY);
        boolean announced = peer.send("EHLO client.example.org\r\n").lines().anyMatch(ANNOUNCED::equals);
        boolean accepted = peer.send("STARTTLS\r\n").contains("START_TLS");

        assertThat(accepted).isEqualTo(announced);
    }

    @ParameterizedTest
    @EnumSource(Security.class)
    void refusesAParameterWhateverItIsAnswered(Security security) {
        Peer peer = new Peer(security, TestLimits.ROOMY);

        assertThat(peer.send("STARTTLS now\r\n")).isEqualTo("S: 501 5.5.4 No argument allowed");
        assertThat(peer.send("NOOP\r\n")).isEqualTo("S: 250 2.0.0 OK");
    }

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"NO_TLS", "TLS_ACTIVE"})
    void goesOnWithTheSameEnvelopeAfterARefusal(Security security) {
        Peer peer = new Peer(security, TestLimits.ROOMY);
        peer.send("EHLO client.example.org\r\nMAIL FROM:<a@example.org>\r\n");
        peer.send("STARTTLS\r\n");

        assertThat(peer.send("RCPT TO:<b@example.org>\r\n")).isEqualTo("S: 250 2.1.5 Recipient OK");
    }

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"NO_TLS", "TLS_ACTIVE"})
    void executesWhatIsPipelinedBehindARefusedOne(Security security) {
        Peer peer = new Peer(security, TestLimits.ROOMY);

        assertThat(peer.send("STARTTLS\r\nNOOP\r\n")).endsWith("S: 250 2.0.0 OK");
    }

    @Test
    void announcesItInTheFullListOfCapabilities() {
        new Peer(Security.TLS_OFFERED, TestLimits.ROOMY).plays("""
                C: EHLO client.example.org
                S: 250-mx.example.org
                S: 250-...
                S: 250-ENHANCEDSTATUSCODES
                S: 250 STARTTLS
                """);
    }
}
