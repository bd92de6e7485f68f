package org.postern.smtp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where the messages of one conversation go. */
@FunctionalInterface
public interface MessageStore {
    /** Gives the place for the content of one more message. */
    BodySink begin();

    /**
     * Tells why a message from this sender cannot be taken, if that is so, then or later. Asked once for each MAIL that
     * is otherwise good.
     */
    default CompletableFuture<Optional<Reply>> refusalOfSender(Sender sender) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** Tells why a recipient of that message is not wanted, if that is so, then or later. */
    default CompletableFuture<Optional<Reply>> refusalOfRecipient(Recipient recipient) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** Lets the refusal of a content tell what it is about, so that both sides can talk about it. */
    default Reply named(Reply refusal) {
        return refusal;
    }
}
