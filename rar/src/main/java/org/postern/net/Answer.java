package org.postern.net;

import java.util.List;
import org.postern.smtp.Reply;

/** How a receiver tells what became of a message. Once, from any thread. */
@FunctionalInterface
public interface Answer {
    /**
     * Tells the outcomes.
     *
     * @param byRecipient one for all, or one for each recipient of the envelope, in its order
     */
    void accept(List<Reply> byRecipient);

    default void accept(Reply ofAll) {
        accept(List.of(ofAll));
    }
}
