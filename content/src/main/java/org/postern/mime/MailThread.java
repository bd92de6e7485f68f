package org.postern.mime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The thread that a message belongs to, by the fields that say what it answers (RFC 5322 section 3.6.4). Immutable.
 *
 * <p><b>A heuristic.</b> The fields are the sender's; some programs drop the oldest ids of a long thread, some write none at
 * all, and any sender can claim to answer anything. To find the ticket that a mail belongs to, look for the first of
 * {@link #ancestors()} that the application knows: it has sent one of them. Message ids that can be guessed are no proof; a
 * {@link Verp#signed signed} address to answer to is.
 */
public final class MailThread {
    private final Optional<String> key;
    private final List<String> ancestors;

    private MailThread(Optional<String> key, List<String> ancestors) {
        this.key = key;
        this.ancestors = List.copyOf(ancestors);
    }

    /**
     * Reads the thread from the header.
     *
     * @param content of a message
     * @return what is known of it
     */
    public static MailThread of(MailContent content) {
        return of(content.references(), content.inReplyTo(), content.messageId());
    }

    static MailThread of(List<String> references, List<String> inReplyTo, Optional<String> messageId) {
        List<String> nearest = new ArrayList<>(references);
        Collections.reverse(nearest);
        Set<String> ancestors = new LinkedHashSet<>(inReplyTo);
        ancestors.addAll(nearest);
        messageId.ifPresent(ancestors::remove);
        Optional<String> oldest =
                references.stream().findFirst().or(() -> inReplyTo.stream().findFirst());
        return new MailThread(oldest.or(() -> messageId), List.copyOf(ancestors));
    }

    /**
     * Gives what all messages of a thread have in common, as long as no program drops it: the id of the first one.
     *
     * @return the first id of {@code References}, else of {@code In-Reply-To}, else the message's own; empty if it has none
     */
    public Optional<String> key() {
        return key;
    }

    /**
     * Gives the messages that it answers.
     *
     * @return their ids, the nearest first; none, if a thread begins here
     */
    public List<String> ancestors() {
        return ancestors;
    }

    /**
     * Tells whether it answers something.
     *
     * @return whether there are {@link #ancestors()}
     */
    public boolean isReply() {
        return !ancestors.isEmpty();
    }

    @Override
    public String toString() {
        return key.orElse("no thread") + " " + ancestors;
    }
}
