package org.postern.smtp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A command that a bean or the container decides about.
 *
 * @param recipient that of RCPT
 * @param refusal why it is refused, or empty
 */
record Question(Verb verb, Optional<Recipient> recipient, CompletableFuture<Optional<Reply>> refusal) {
    /** What the answer decides. */
    Step.Subject about() {
        return switch (verb) {
            case RCPT -> Step.Subject.RECIPIENT;
            case AUTH -> Step.Subject.CREDENTIALS;
            default -> Step.Subject.OTHER;
        };
    }

    /** For a question that is answered. A bean or container that fails to answer has refused nothing for good. */
    Optional<Reply> outcome() {
        return refusal.isCompletedExceptionally() ? Optional.of(Replies.NOT_DECIDED) : refusal.join();
    }
}
