package org.postern.smtp;

import java.util.Optional;

/**
 * One entry in the order of the protocol. Immutable.
 *
 * @param to where it leads; empty for the state that the conversation was in before
 */
record Transition(State from, Trigger on, Optional<State> to) {}
