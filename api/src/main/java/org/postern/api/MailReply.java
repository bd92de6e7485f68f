package org.postern.api;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ReplyingMailListener} says about a message that it takes. Immutable.
 *
 * <p>The sender hears it with code {@code 250}, behind the {@linkplain MailMessage#id() id} of the message, and only when the
 * transaction of the call has committed; if that fails it hears {@code 451} and nothing of this. Senders are free to show the
 * text to a person, to log it, or to drop it, as most do: it is a help, and nothing may depend on it. It is not repeated to a
 * sender that missed it and sends the message again.
 */
public final class MailReply {
    /** The longest text that is accepted, in characters. */
    public static final int MAX_TEXT_LENGTH = 2_000;

    /** The longest log key that is accepted, in characters. */
    public static final int MAX_LOG_KEY_LENGTH = 80;

    private static final MailReply ACCEPTED = new MailReply(null, null);

    private final @Nullable String text;
    private final @Nullable String logKey;

    private MailReply(@Nullable String text, @Nullable String logKey) {
        this.text = text;
        this.logKey = logKey;
    }

    /**
     * Takes the message without a word of its own.
     *
     * @return the reply that every sender knows
     */
    public static MailReply accepted() {
        return ACCEPTED;
    }

    /**
     * Takes the message, and tells what has become of it.
     *
     * @param text such as {@code Ticket 4711}; not blank, at most {@value #MAX_TEXT_LENGTH} characters. It goes to a stranger:
     *     characters outside of printable US-ASCII are replaced, and a long text is spread over several lines
     * @return a reply with that text
     * @throws IllegalArgumentException if the text is not as said
     */
    public static MailReply accepted(String text) {
        return new MailReply(checked("text", text, MAX_TEXT_LENGTH), null);
    }

    /**
     * Gives the same reply, with a key by which the adapter's log line about this message can be found: a ticket number, say.
     * The sender does not hear it.
     *
     * @param key not blank, at most {@value #MAX_LOG_KEY_LENGTH} characters; control characters are replaced
     * @return another reply
     * @throws IllegalArgumentException if the key is not as said
     */
    public MailReply withLogKey(String key) {
        return new MailReply(text, checked("log key", key, MAX_LOG_KEY_LENGTH));
    }

    /**
     * Gives what the sender is told.
     *
     * @return empty if there is nothing to say
     */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /**
     * Gives what stands in the log.
     *
     * @return empty if no key was given
     */
    public Optional<String> logKey() {
        return Optional.ofNullable(logKey);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MailReply reply
                && Objects.equals(text, reply.text)
                && Objects.equals(logKey, reply.logKey);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, logKey);
    }

    @Override
    public String toString() {
        return "250" + text().map(said -> " " + said).orElse("")
                + logKey().map(key -> " (" + key + ")").orElse("");
    }

    private static String checked(String what, String text, int maxLength) {
        String checked = Objects.requireNonNullElse(text, "");
        if (checked.isBlank() || checked.length() > maxLength) {
            throw new IllegalArgumentException("The " + what + " must have 1 to " + maxLength + " characters, this has "
                    + checked.length() + (checked.isBlank() ? " that say nothing" : ""));
        }
        return checked;
    }
}
