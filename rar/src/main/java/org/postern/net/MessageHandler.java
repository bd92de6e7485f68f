package org.postern.net;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.postern.smtp.Recipient;
import org.postern.smtp.Reply;

/** One mail transaction of a peer (RFC 5321 section 3.3). Called on an event loop: it must not block. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * Takes the message, and with it the duty to close its content.
     *
     * @return what the client is told: one reply for all recipients, or one for each recipient of the envelope, in its order.
     *     Completes then or later, on any thread. If it fails the client hears 421, as of any other fault of ours
     */
    CompletionStage<List<Reply>> receive(ReceivedMessage message);

    /** Why the recipient is refused, or empty if it is accepted. Completes then or later, on any thread. */
    default CompletionStage<Optional<Reply>> refusal(Recipient recipient) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** The peer has shown that it knows the message to be taken. */
    default void acknowledged() {}

    /** The peer can say nothing more, so it will not show that any more. It may still read the reply. */
    default void inputEnded() {}

    /** The connection is gone, and the peer has not shown that. It may come with the same message again (RFC 1047). */
    default void lost() {}
}
