package org.postern.smtp;

/** How MAIL and RCPT must be written to be understood. */
public enum EnvelopeSyntax {
    /** As programs write them that have never been tried with a strict server, wherever there is one way only to read it. */
    LENIENT(new LenientGrammar()),
    /** As RFC 5321 section 4.1.2 writes them. */
    STRICT(new StrictGrammar());

    @SuppressWarnings("ImmutableEnumChecker") // Grammars have no state.
    private final EnvelopeGrammar grammar;

    EnvelopeSyntax(EnvelopeGrammar grammar) {
        this.grammar = grammar;
    }

    EnvelopeGrammar grammar() {
        return grammar;
    }
}
