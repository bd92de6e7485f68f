package org.postern.net;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.postern.smtp.Recipient;
import org.postern.smtp.Reply;

/** One mail transaction of a peer (RFC 5321 section 3.3). Called on an event loop: it must not block. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * Takes the message, and with it the duty to close its content and to answer exactly once.
     *
     * @param answer may be called from any thread, then or later
     */
    void receive(ReceivedMessage message, Answer answer);

    /** Tells why a recipient is not wanted, then or later, from any thread; empty if it is. */
    default CompletableFuture<Optional<Reply>> refusal(Recipient recipient) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** The peer has shown that it knows the message to be taken. */
    default void acknowledged() {}

    /** The peer can say nothing more, so it will not show that any more. It may still read the reply. */
    default void inputEnded() {}

    /** The connection is no more, and the peer has not shown that. It may come with the same message again (RFC 1047). */
    default void lost() {}
}
