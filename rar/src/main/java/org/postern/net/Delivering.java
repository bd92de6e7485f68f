package org.postern.net;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.postern.smtp.Envelope;
import org.postern.smtp.Reply;

/** A message is with its handler, until it is known what became of it. */
final class Delivering extends AwaitingOutcome {
    private final Envelope envelope;

    Delivering(ConnectionParts parts, Phases phases, Envelope envelope) {
        super(parts, phases);
        this.envelope = envelope;
    }

    @Override
    void begin() {
        parts().deadline().clear();
        parts().ctx().read(); // Once more, so that what came before the reply is not taken for a receipt of it.
        MessageHandler handler = parts().messages().handler();
        parts().receipts().begin(handler);
        CompletableFuture<List<Reply>> outcome = parts().messages()
                .deliver(envelope, parts().conversation().fieldsToAdd())
                .toCompletableFuture();
        if (!parts().incoming().isEmpty()) {
            parts().receipts().heard();
        }
        if (outcome.isDone() && !outcome.isCompletedExceptionally()) {
            answer(handler, outcome.join());
            answerAtOnce(parts().conversation().delivered(outcome.join()));
        } else {
            parts().loop().when(outcome, (outcomes, failure) -> delivered(handler, outcomes, failure));
        }
    }

    private void delivered(MessageHandler handler, @Nullable List<Reply> outcomes, @Nullable Throwable failure) {
        if (outcomes == null) {
            undelivered(failure);
            return;
        }
        answer(handler, outcomes);
        if (isCurrent()) {
            goOn(parts().conversation().delivered(outcomes));
        }
    }

    private void answer(MessageHandler handler, List<Reply> outcomes) {
        parts().receipts().answer(handler, !outcomes.stream().allMatch(Reply::isFailure));
    }

    /** The handler has failed to tell an outcome: the client hears of a fault of ours, and comes again. */
    private void undelivered(@Nullable Throwable failure) {
        parts().events().failed(failure == null ? new IllegalStateException("A handler told no outcome") : failure);
        if (isCurrent()) {
            failed();
        }
    }
}
