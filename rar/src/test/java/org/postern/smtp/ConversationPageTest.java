package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postern.smtp.Step.CloseReason;

/** The page for those who want to know what may come when: made from the table that decides it. */
class ConversationPageTest {
    private static final Path DOCUMENT = Path.of("../docs/conversation.md");
    private static final List<State> READ_COMMANDS =
            List.of(State.CONNECTED, State.READY, State.SENDER, State.RECIPIENTS, State.BETWEEN_CHUNKS);
    private static final List<Transition> ALL = Protocol.transitions().toList();

    /** When this fails, what it wrote to {@code target/conversation.md} is what the document should be. */
    @Test
    void theDocumentIsMadeFromTheTable() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/conversation.md"), page());

        assertThat(Files.readString(DOCUMENT)).isEqualTo(page());
    }

    @Test
    void theColumnsAreTheStatesInWhichCommandsAreRead() {
        assertThat(ALL.stream()
                        .filter(entry -> entry.on() instanceof Verb)
                        .map(Transition::from)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(READ_COMMANDS);
    }

    private static String page() {
        return """
                # The order of a conversation

                What may come when, and where it leads. This page is made from the table in `Protocol` (package
                `org.postern.smtp`), which is what decides: `ConversationPageTest` holds that both say the same.

                ## States

                | state | what it means |
                |---|---|
                %s
                ## Commands

                Where a command leads that the server does not refuse; one that it refuses changes nothing. Without an entry it is
                out of sequence: 503, or 554 for a missing recipient. In the other states no command is read.

                | command | %s |
                |---|%s
                %s
                ## What follows

                | event | what happens |
                |---|---|
                %s
                | in the state | event | leads to |
                |---|---|---|
                %s
                ## How the server ends it

                Each leads to `CLOSED`, with a last reply where the client can read one. The client ends it with QUIT, and the
                network in any state (CONNECTION_ENDED).

                | reason | in the states |
                |---|---|
                %s
                ## As a picture

                Without what changes nothing, what leads back to the state before, and the ends.

                ```mermaid
                stateDiagram-v2
                    [*] --> SILENT
                %s```
                """.formatted(
                lines(Stream.of(State.values()).map(state -> row(state.name(), state.description()))),
                READ_COMMANDS.stream().map(State::name).collect(Collectors.joining(" | ")),
                "---|".repeat(READ_COMMANDS.size()),
                lines(Stream.of(Verb.values())
                        .filter(verb -> verbs().contains(verb))
                        .map(ConversationPageTest::command)),
                lines(Stream.of(Event.values()).map(event -> row(event.name(), event.description()))),
                lines(ALL.stream()
                        .filter(entry -> entry.on() instanceof Event && entry.on() != Event.CONNECTION_ENDED)
                        .map(entry -> row(entry.from().name(), entry.on().name(), next(entry)))),
                lines(Stream.of(CloseReason.values())
                        .filter(reason -> reason != CloseReason.QUIT)
                        .map(reason -> row(reason.name(), statesOf(reason)))),
                lines(arrows().entrySet().stream().map(arrow -> "    " + arrow.getKey() + ": " + arrow.getValue())));
    }

    private static List<Trigger> verbs() {
        return ALL.stream().map(Transition::on).toList();
    }

    private static String command(Verb verb) {
        return row(Stream.concat(
                        Stream.of(verb.name()), READ_COMMANDS.stream().map(state -> Protocol.transition(state, verb)
                                .map(ConversationPageTest::next)
                                .orElse("")))
                .toArray(String[]::new));
    }

    private static String statesOf(Trigger trigger) {
        return ALL.stream()
                .filter(entry -> entry.on() == trigger)
                .map(entry -> entry.from().name())
                .collect(Collectors.joining(", "));
    }

    /** Several triggers between the same two states share an arrow. */
    private static Map<String, String> arrows() {
        Map<String, String> arrows = new LinkedHashMap<>();
        for (Transition entry : ALL) {
            Optional<State> to = entry.to().filter(next -> next != entry.from() && next != State.CLOSED);
            to.ifPresent(next -> arrows.merge(
                    entry.from() + " --> " + next, entry.on().name(), (first, more) -> first + ", " + more));
        }
        return arrows;
    }

    private static String next(Transition entry) {
        return entry.to().map(State::name).orElse("the one before");
    }

    private static String row(String... cells) {
        return Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String lines(Stream<String> lines) {
        return lines.map(line -> line + "\n").collect(Collectors.joining());
    }
}
