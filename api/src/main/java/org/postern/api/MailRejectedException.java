package org.postern.api;

import jakarta.ejb.ApplicationException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The listener's refusal of a message. It rolls the transaction back, also where the container would commit it: because a
 * descriptor overrides {@link ApplicationException}, or because it looks at {@code @Transactional} alone, to which a checked
 * exception is a reason to commit. And it <em>is</em> the reply that the sender gets, unless another bean that got a copy of the
 * message has a worse one.
 *
 * <p>{@linkplain #permanently Permanent} means that the same message will never be taken: the sender gives up and tells
 * its user. {@linkplain #temporarily Temporary} means that the sender keeps the message and tries again, usually for
 * days.
 *
 * <p>The text goes to a stranger. Characters outside of printable US-ASCII are replaced, and a long text is spread over
 * several lines.
 */
@ApplicationException(rollback = true)
public final class MailRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** RFC 3463 section 2: class, subject and detail, the last two with up to three digits and no leading zeros. */
    private static final Pattern STATUS_CODE = Pattern.compile("([45])\\.(?:0|[1-9]\\d{0,2})\\.(?:0|[1-9]\\d{0,2})");

    /** The longest text that is accepted, in characters. */
    public static final int MAX_TEXT_LENGTH = 2_000;

    /** Of RFC 5321: 400 to 599. */
    private final int replyCode;
    /** Of RFC 3463, for instance 5.7.1. */
    private final String enhancedStatusCode;

    private MailRejectedException(int replyCode, String enhancedStatusCode, String text) {
        super(text);
        this.replyCode = replyCode;
        this.enhancedStatusCode = enhancedStatusCode;
    }

    /**
     * Refuses the message for good, with reply code 550.
     *
     * @param enhancedStatusCode as in RFC 3463, of class 5: {@code 5.7.1}, say
     * @param text what the sender is told, not blank, at most {@value #MAX_TEXT_LENGTH} characters
     * @return the exception, to be thrown
     * @throws IllegalArgumentException if the code or the text is not as said
     */
    public static MailRejectedException permanently(String enhancedStatusCode, String text) {
        return withReply(550, enhancedStatusCode, text);
    }

    /**
     * Refuses the message for now, with reply code 451.
     *
     * @param enhancedStatusCode as in RFC 3463, of class 4: {@code 4.3.0}, say
     * @param text what the sender is told, not blank, at most {@value #MAX_TEXT_LENGTH} characters
     * @return the exception, to be thrown
     * @throws IllegalArgumentException if the code or the text is not as said
     */
    public static MailRejectedException temporarily(String enhancedStatusCode, String text) {
        return withReply(451, enhancedStatusCode, text);
    }

    /**
     * Refuses the message with a reply code of the listener's choice.
     *
     * @param replyCode 400 to 599, but not 421, which is the adapter's own to say (RFC 5321 section 3.8)
     * @param enhancedStatusCode as in RFC 3463, of the same class as the reply code
     * @param text what the sender is told, not blank, at most {@value #MAX_TEXT_LENGTH} characters
     * @return the exception, to be thrown
     * @throws IllegalArgumentException if a code or the text is not as said
     */
    public static MailRejectedException withReply(int replyCode, String enhancedStatusCode, String text) {
        Matcher matcher = STATUS_CODE.matcher(Objects.requireNonNullElse(enhancedStatusCode, "none"));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Not an enhanced status code of class 4 or 5, such as 5.7.1: " + enhancedStatusCode);
        }
        if (replyCode < 400 || replyCode > 599 || replyCode == 421) {
            throw new IllegalArgumentException("Not a reply code from 400 to 599 other than 421: " + replyCode);
        }
        if (replyCode / 100 != Integer.parseInt(matcher.group(1))) {
            throw new IllegalArgumentException(
                    "Reply code " + replyCode + " and enhanced status code " + enhancedStatusCode + " differ in class");
        }
        String checked = Objects.requireNonNullElse(text, ""); // The message of another exception is null at times.
        if (checked.isBlank() || checked.length() > MAX_TEXT_LENGTH) {
            throw new IllegalArgumentException(
                    "The text must have 1 to " + MAX_TEXT_LENGTH + " characters, this has " + checked.length());
        }
        return new MailRejectedException(replyCode, enhancedStatusCode, text);
    }

    /**
     * Names what made the listener refuse. It stands in the adapter's log, and the sender hears nothing of it.
     *
     * @param reason the cause, which can be named once
     * @return this exception, to be thrown
     * @throws IllegalStateException if a cause was named before
     */
    public MailRejectedException causedBy(Throwable reason) {
        initCause(reason);
        return this;
    }

    /**
     * Gives the code that begins each line of the reply.
     *
     * @return 400 to 599
     */
    public int replyCode() {
        return replyCode;
    }

    /**
     * Gives the code of RFC 3463.
     *
     * @return such as {@code 5.7.1}
     */
    public String enhancedStatusCode() {
        return enhancedStatusCode;
    }

    /**
     * Tells whether the sender should give up.
     *
     * @return true for class 5, false for class 4
     */
    public boolean isPermanent() {
        return replyCode >= 500;
    }
}
