package org.postern.smtp;

import java.util.Optional;

/** Where the messages of one conversation go. */
@FunctionalInterface
public interface MessageStore {
    /** Gives the place for the content of one more message. */
    BodySink begin();

    /**
     * Tells why another message cannot be taken at the moment, if that is so. Asked once for each MAIL that is otherwise
     * good.
     *
     * @param announcedOctets as the sender says (RFC 1870); 0 if it says nothing
     */
    default Optional<Reply> refusal(long announcedOctets) {
        return Optional.empty();
    }
}
