package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.postern.smtp.Step.CloseReason;

/** What holds of the table as a whole. */
class ProtocolTest {
    private static final List<Transition> ALL = Protocol.transitions().toList();

    @Test
    void somethingLeadsToEachStateButTheFirst() {
        Set<State> reached = ALL.stream().flatMap(entry -> entry.to().stream()).collect(Collectors.toSet());

        assertThat(reached).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(State.SILENT)));
    }

    @Test
    void eachEventAndEachEndOfTheServerHasAnEntry() {
        assertThat(triggers(Event.class::isInstance)).containsExactlyInAnyOrder(Event.values());
        // The verb is the one that is in the table.
        assertThat(triggers(CloseReason.class::isInstance))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(CloseReason.QUIT)));
    }

    @Test
    void eachEndClosesAndNothingLeadsOutOfTheEnd() {
        assertThat(ALL)
                .filteredOn(entry -> entry.on() instanceof CloseReason)
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.to()).contains(State.CLOSED));
        assertThat(ALL)
                .filteredOn(entry -> entry.from() == State.CLOSED)
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.to()).contains(State.CLOSED));
    }

    /** Otherwise the state before would be the same state. */
    @Test
    void nothingStaysWhereSomethingLeadsBack() {
        Set<State> leadBack = ALL.stream()
                .filter(entry -> entry.to().isEmpty())
                .map(Transition::from)
                .collect(Collectors.toSet());

        assertThat(leadBack).containsExactlyInAnyOrder(State.REFUSED_CHUNK, State.STARTING_TLS);
        assertThat(ALL)
                .filteredOn(entry -> leadBack.contains(entry.from()))
                .noneMatch(entry -> entry.to().filter(entry.from()::equals).isPresent());
    }

    @Test
    void whatHasNoEntryFailsAndChangesNothing() {
        Progress progress = new Progress();

        assertThatIllegalStateException()
                .isThrownBy(() -> progress.on(Event.DELIVERED))
                .withMessage("No DELIVERED in state SILENT");
        assertThat(progress.state()).isEqualTo(State.SILENT);
        progress.on(Event.GREETED);
        assertThat(progress.state()).isEqualTo(State.CONNECTED);
    }

    @Test
    void twoEntriesForTheSameAreAFault() {
        Transitions table = new Transitions();
        table.from(State.READY).on(Verb.MAIL, Verb.RSET).stays();

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        table.from(State.SENDER, State.READY).on(Verb.RSET).to(State.READY))
                .withMessage("Two entries for RSET in READY");
    }

    private static Set<Trigger> triggers(Predicate<Trigger> kind) {
        return ALL.stream().map(Transition::on).filter(kind).collect(Collectors.toSet());
    }
}
