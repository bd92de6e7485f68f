package org.postern.smtp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where the messages of one conversation go. */
@FunctionalInterface
public interface MessageStore {
    /** Gives the place for the content of one more message. */
    BodySink begin();

    /**
     * Takes memory for a part of the envelope that is about to be given. Tells whether there is any: if not, that part is not
     * kept.
     */
    default boolean keep(long octets) {
        return true;
    }

    /** Gives memory back for a part of the envelope that is not kept after all. */
    default void giveBack(long octets) {}

    /** The mail transaction has ended, if there was one (RFC 5321 section 3.3): nothing of its envelope is kept here. */
    default void forget() {}

    /**
     * Tells why a message from this sender cannot be taken, if that is so, then or later. Asked once for each MAIL that
     * is otherwise good.
     */
    default CompletableFuture<Optional<Reply>> refusalOfSender(Hello client, Sender sender) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** Tells why a recipient of that message is not wanted, if that is so, then or later. */
    default CompletableFuture<Optional<Reply>> refusalOfRecipient(Recipient recipient) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /**
     * A sender was refused before a bean was asked: for what the command says.
     *
     * @param path as it was sent, which need not be one
     */
    default void senderRefused(Hello client, String path, Reply refusal) {}

    /**
     * The same of a recipient of that message.
     *
     * @param path as it was sent, which need not be one
     */
    default void recipientRefused(String path, Reply refusal) {}

    /** Lets the refusal of a content tell what it is about, so that both sides can talk about it. */
    default Reply named(Envelope envelope, Reply refusal) {
        return refusal;
    }
}
