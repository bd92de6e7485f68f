package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.smtp.Step.CloseReason;

/** Every entry of the table, brought about by what a client, a bean, the container or the network does. */
class TransitionsTest {
    private static final String TABLE = """
            GREETED: SILENT SILENT_IN_TLS -> CONNECTED
            SECURED: SILENT -> SILENT_IN_TLS
            SECURED: HANDSHAKING -> CONNECTED
            EHLO: commands -> READY
            HELO: commands -> READY
            LHLO: commands -> READY
            NOOP: commands -> the same
            VRFY: commands -> the same
            HELP: commands -> the same
            RSET: CONNECTED -> CONNECTED
            RSET: READY SENDER RECIPIENTS BETWEEN_CHUNKS -> READY
            MAIL: READY -> DECIDING_SENDER
            ACCEPTED: DECIDING_SENDER -> SENDER
            REFUSED: DECIDING_SENDER -> READY
            RCPT: SENDER -> DECIDING_FIRST_RECIPIENT
            ACCEPTED: DECIDING_FIRST_RECIPIENT -> RECIPIENTS
            REFUSED: DECIDING_FIRST_RECIPIENT -> SENDER
            RCPT: RECIPIENTS -> DECIDING_RECIPIENT
            ACCEPTED: DECIDING_RECIPIENT -> RECIPIENTS
            REFUSED: DECIDING_RECIPIENT -> RECIPIENTS
            DATA: RECIPIENTS -> DATA
            BDAT: RECIPIENTS BETWEEN_CHUNKS -> CHUNK
            CHUNK_ENDED: CHUNK -> BETWEEN_CHUNKS
            CHUNK_REFUSED: CONNECTED READY SENDER -> REFUSED_CHUNK
            CHUNK_ENDED: REFUSED_CHUNK -> READY
            CONTENT_ENDED: DATA CHUNK -> DELIVERING
            CONTENT_REFUSED: DATA CHUNK -> READY
            DELIVERED: DELIVERING -> READY
            AUTH: READY -> AUTHENTICATING
            CHALLENGED: AUTHENTICATING -> the same
            REFUSED: AUTHENTICATING -> READY
            CREDENTIALS_GIVEN: AUTHENTICATING -> DECIDING_CREDENTIALS
            ACCEPTED: DECIDING_CREDENTIALS -> READY
            REFUSED: DECIDING_CREDENTIALS -> READY
            STARTTLS: commands -> STARTING_TLS
            TLS_FAILED: STARTING_TLS -> READY
            TLS_READY: STARTING_TLS -> HANDSHAKING
            QUIT: commands -> CLOSED
            TLS_REQUIRED_BUT_UNAVAILABLE: SILENT -> CLOSED
            SPOKEN_TOO_EARLY: SILENT SILENT_IN_TLS -> CLOSED
            CLIENT_HELLO_IN_PLAINTEXT: SILENT SILENT_IN_TLS commands AUTHENTICATING -> CLOSED
            FOREIGN_PROTOCOL: commands AUTHENTICATING -> CLOSED
            TOO_MANY_COMMANDS: commands AUTHENTICATING -> CLOSED
            TOO_MANY_ERRORS: commands -> CLOSED
            LOST_IN_CHUNKS: commands -> CLOSED
            PROXY_NOT_TRUSTED: CONNECTED -> CLOSED
            PLAINTEXT_BEHIND_STARTTLS: commands -> CLOSED
            TOO_MANY_UNKNOWN_RECIPIENTS: SENDER RECIPIENTS -> CLOSED
            TIMEOUT: commands AUTHENTICATING content -> CLOSED
            SHUTDOWN: commands AUTHENTICATING content begin -> CLOSED
            MEMORY_SHORT: commands AUTHENTICATING content begin decisions -> CLOSED
            CONNECTION_ENDED: commands AUTHENTICATING content begin decisions CLOSED -> CLOSED
            """;

    private static final Map<String, String> GROUPS = Map.of(
            "commands", "CONNECTED READY SENDER RECIPIENTS BETWEEN_CHUNKS",
            "content", "DATA CHUNK REFUSED_CHUNK",
            "begin", "SILENT SILENT_IN_TLS STARTING_TLS HANDSHAKING",
            "decisions", "DECIDING_SENDER DECIDING_FIRST_RECIPIENT DECIDING_RECIPIENT DECIDING_CREDENTIALS DELIVERING");

    /** A line of the table above, for one state. */
    private record Row(State from, Trigger on, State to) {}

    @ParameterizedTest
    @MethodSource("rows")
    void leadsWhereTheTableSays(Row row) {
        Stage stage = Stage.in(row.from(), row.on());

        stage.bringAbout(row.on());

        assertThat(stage.state()).isEqualTo(row.to());
        if (row.on() instanceof CloseReason reason) {
            assertThat(stage.closeReason()).contains(reason);
        }
        if (row.on() instanceof Verb) {
            assertThat(stage.isRefused()).isFalse();
        }
    }

    @Test
    void noOtherEntriesAreInTheProtocol() {
        Set<String> rows = rows().map(row -> row.on() + " in " + row.from()).collect(Collectors.toSet());

        assertThat(Protocol.transitions().map(entry -> entry.on() + " in " + entry.from()))
                .containsExactlyInAnyOrderElementsOf(rows);
    }

    /** The conversation goes on as if the server had refused the command at once. */
    @ParameterizedTest
    @EnumSource(names = {"CONNECTED", "READY", "SENDER", "RECIPIENTS", "BETWEEN_CHUNKS"})
    void goesBackToWhereItWas(State state) {
        Stage stage = Stage.in(state, Verb.STARTTLS);
        stage.bringAbout(Verb.STARTTLS);
        stage.bringAbout(Event.TLS_FAILED);

        assertThat(stage.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTED", "READY", "SENDER"})
    void goesBackToWhereItWasBehindAChunkThatIsRefused(State state) {
        Stage stage = Stage.in(state, Event.CHUNK_REFUSED);
        stage.bringAbout(Event.CHUNK_REFUSED);
        stage.bringAbout(Event.CHUNK_ENDED);

        assertThat(stage.state()).isEqualTo(state);
    }

    /** What the owner of the socket, or whoever decides, tells at a wrong time is a fault: it fails and changes nothing. */
    @ParameterizedTest
    @EnumSource
    void failsForWhatTheOwnerTellsAtAWrongTime(State state) {
        for (Trigger told : Stage.TOLD) {
            Stage stage = Stage.in(state, told);
            if (Protocol.transition(state, told).isEmpty()) {
                assertThatIllegalStateException().as("%s", told).isThrownBy(() -> stage.bringAbout(told));
                assertThat(stage.state()).isEqualTo(state);
            }
        }
    }

    static Stream<Row> rows() {
        return TABLE.lines().flatMap(TransitionsTest::rows);
    }

    private static Stream<Row> rows(String line) {
        String[] parts = line.split(": | -> ", -1);
        return Stream.of(parts[1].split(" ", -1))
                .flatMap(word -> Stream.of(GROUPS.getOrDefault(word, word).split(" ", -1)))
                .map(State::valueOf)
                .map(from ->
                        new Row(from, trigger(parts[0]), parts[2].equals("the same") ? from : State.valueOf(parts[2])));
    }

    private static Trigger trigger(String name) {
        return Stream.<Trigger[]>of(Verb.values(), Event.values(), CloseReason.values())
                .flatMap(Stream::of)
                .filter(trigger -> trigger.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
