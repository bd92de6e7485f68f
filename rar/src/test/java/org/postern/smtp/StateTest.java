package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StateTest {

    /** A state is where the command leads, a number is what the peer hears when it comes out of sequence. */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            verb,     CONNECTED,    READY,        SENDER,       RECIPIENTS
            EHLO,     READY,        READY,        READY,        READY
            HELO,     READY,        READY,        READY,        READY
            LHLO,     READY,        READY,        READY,        READY
            MAIL,     503,          SENDER,       503,          503
            RCPT,     503,          503,          RECIPIENTS,   RECIPIENTS
            DATA,     503,          503,          554,          DATA
            RSET,     CONNECTED,    READY,        READY,        READY
            NOOP,     CONNECTED,    READY,        SENDER,       RECIPIENTS
            VRFY,     CONNECTED,    READY,        SENDER,       RECIPIENTS
            HELP,     CONNECTED,    READY,        SENDER,       RECIPIENTS
            QUIT,     CLOSED,       CLOSED,       CLOSED,       CLOSED
            STARTTLS, STARTING_TLS, STARTING_TLS, STARTING_TLS, STARTING_TLS
            EXPN,     502,          502,          502,          502
            TURN,     502,          502,          502,          502
            ETRN,     502,          502,          502,          502
            AUTH,     503,          READY,        503,          503
            BDAT,     503,          503,          554,          CHUNK
            SEND,     502,          502,          502,          502
            SOML,     502,          502,          502,          502
            SAML,     502,          502,          502,          502
            """)
    void saysWhichCommandMayComeAndWhereItLeads(
            Verb verb, String connected, String ready, String sender, String recipients) {
        assertThat(outcome(State.CONNECTED, verb)).isEqualTo(connected);
        assertThat(outcome(State.READY, verb)).isEqualTo(ready);
        assertThat(outcome(State.SENDER, verb)).isEqualTo(sender);
        assertThat(outcome(State.RECIPIENTS, verb)).isEqualTo(recipients);
    }

    @Test
    void hasARowForEachVerbInTheTableAbove() throws Exception {
        String table = StateTest.class
                .getDeclaredMethod(
                        "saysWhichCommandMayComeAndWhereItLeads",
                        Verb.class,
                        String.class,
                        String.class,
                        String.class,
                        String.class)
                .getAnnotation(CsvSource.class)
                .textBlock();
        Set<Verb> rows = EnumSet.noneOf(Verb.class);
        table.lines().skip(1).forEach(row -> rows.add(Verb.valueOf(row.substring(0, row.indexOf(',')))));

        assertThat(rows).containsExactlyInAnyOrder(Verb.values());
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CONNECTED", "READY", "SENDER", "RECIPIENTS", "BETWEEN_CHUNKS"})
    void takesNoCommandWhileNoneIsRead(State state) {
        for (Verb verb : Verb.values()) {
            assertThat(Protocol.transition(state, verb)).isEmpty();
        }
    }

    /** After all that has to happen before a command has succeeded that somebody decides about. */
    private static State agreed(State state) {
        return Stream.of(Event.CREDENTIALS_GIVEN, Event.ACCEPTED)
                .flatMap(event -> Protocol.transition(state, event).stream())
                .flatMap(transition -> transition.to().stream())
                .findFirst()
                .map(StateTest::agreed)
                .orElse(state);
    }

    private static String outcome(State state, Verb verb) {
        return Protocol.transition(state, verb)
                .flatMap(Transition::to)
                .map(next -> agreed(next).name())
                .orElseGet(() ->
                        Integer.toString(state.outOfSequence(verb, Service.SMTP).code()));
    }
}
