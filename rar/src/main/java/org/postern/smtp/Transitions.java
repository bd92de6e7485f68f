package org.postern.smtp;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Collects the entries of a table, each with the states that it begins in, what makes it happen, and where it leads. */
final class Transitions {
    private final Map<State, Map<Trigger, Transition>> rows = new EnumMap<>(State.class);

    From from(State... states) {
        return triggers -> new Towards(List.of(states), List.of(triggers));
    }

    Map<State, Map<Trigger, Transition>> rows() {
        return rows;
    }

    /** What makes entries happen. */
    interface From {
        Towards on(Trigger... triggers);
    }

    /** Where entries lead. */
    final class Towards {
        private final List<State> states;
        private final List<Trigger> triggers;

        private Towards(List<State> states, List<Trigger> triggers) {
            this.states = states;
            this.triggers = triggers;
        }

        void to(State next) {
            add(state -> Optional.of(next));
        }

        void stays() {
            add(Optional::of);
        }

        /** To the state that the conversation was in before. */
        void back() {
            add(state -> Optional.empty());
        }

        private void add(Function<State, Optional<State>> next) {
            for (State state : states) {
                Map<Trigger, Transition> row = rows.computeIfAbsent(state, first -> new LinkedHashMap<>());
                for (Trigger trigger : triggers) {
                    if (row.put(trigger, new Transition(state, trigger, next.apply(state))) != null) {
                        throw new IllegalStateException("Two entries for " + trigger + " in " + state);
                    }
                }
            }
        }
    }
}
