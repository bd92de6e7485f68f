package org.postern.smtp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The commands that a bean (MAIL, RCPT) or the container (AUTH) decides about. */
final class Decisions {
    private final Session session;
    private Optional<Question> question = Optional.empty();
    private boolean hasBegunMail;

    Decisions(Session session) {
        this.session = session;
    }

    /** Waits for the answer, unless it is there; the state is one of those that do. */
    Step ask(Question asked) {
        question = Optional.of(asked);
        return asked.refusal().isDone() ? decided() : Step.AWAIT_DECISION;
    }

    /** What is waited for. */
    CompletableFuture<?> awaited() {
        return question.orElseThrow().refusal();
    }

    Step decided() {
        Question answered = question.orElseThrow(() -> new IllegalStateException("Nothing is to be decided"));
        question = Optional.empty();
        return step(answered).about(answered.about());
    }

    private Step step(Question answered) {
        Optional<Reply> refusal = answered.outcome();
        session.on(refusal.isEmpty() ? Event.ACCEPTED : Event.REFUSED);
        if (refusal.isEmpty()) {
            return accept(answered);
        }
        forget(answered);
        if (answered.verb() == Verb.AUTH) {
            return session.refuseCredentials(refusal.get());
        }
        return answered.recipient().isPresent() && refusal.get().isPermanentFailure()
                ? refuseRecipient(refusal.get())
                : session.answer(refusal.get());
    }

    private Step accept(Question answered) {
        return switch (answered.verb()) {
            case AUTH -> Step.reply(Replies.AUTHENTICATED);
            case MAIL -> noticingMail(Step.reply(Replies.SENDER_OK));
            case RCPT -> {
                session.envelope().add(answered.recipient().orElseThrow());
                session.errorLimits().forgiveCommand(); // There is a limit of their own.
                yield Step.reply(Replies.RECIPIENT_OK);
            }
            default -> throw new IllegalStateException("No question is about " + answered.verb());
        };
    }

    /** What was refused is not kept. */
    private void forget(Question refused) {
        if (refused.verb() == Verb.MAIL) {
            session.forgetEnvelope();
        }
        refused.recipient().map(Footprint::of).ifPresent(session::giveBack);
    }

    /** Lists have members that are gone, so these are no errors; but a client that tries names until one exists is turned away. */
    private Step refuseRecipient(Reply refusal) {
        if (session.errorLimits().unknownRecipientExceeds()) {
            return session.close(session.endings().tooManyUnknownRecipients());
        }
        return Step.reply(refusal);
    }

    private Step noticingMail(Step step) {
        if (hasBegunMail) {
            return step;
        }
        hasBegunMail = true;
        return step.firstMail(session.security());
    }
}
