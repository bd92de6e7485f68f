package org.postern.mime;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * A complaint of a provider's user about a message, by which the provider asks to send the user no more of its kind (RFC 5965,
 * "feedback loop"). Immutable. Any sender can write one: it proves nothing.
 */
public final class FeedbackReport {
    private static final String TYPE = "message/feedback-report";

    private final Header fields;

    private FeedbackReport(Header fields) {
        this.fields = fields;
    }

    /**
     * Reads it out of a message. The message that it is about is {@link MailContent#originalMessage()}.
     *
     * @param content of the message, during the call of its listener
     * @return empty if it is none
     * @throws IOException if the content cannot be read
     */
    public static Optional<FeedbackReport> of(MailContent content) throws IOException {
        return ReportFields.of(content, TYPE).map(FeedbackReport::new);
    }

    /**
     * Tells what is complained about.
     *
     * @return in lower case: {@code abuse}, {@code fraud}, {@code virus}, {@code not-spam}, {@code other}, or what else was
     *     told; empty if nothing was
     */
    public Optional<String> type() {
        return ReportFields.text(fields, "Feedback-Type").map(text -> text.toLowerCase(Locale.ROOT));
    }

    /**
     * Tells the reverse path of the message, in which {@link Verp} can have put its recipient.
     *
     * @return an address without brackets; empty if it is not told, as most providers do
     */
    public Optional<String> originalMailFrom() {
        return ReportFields.address(fields, "Original-Mail-From");
    }

    /**
     * Tells the recipient of the message.
     *
     * @return an address without brackets; empty if it is not told, as most providers do
     */
    public Optional<String> originalRecipient() {
        return ReportFields.address(fields, "Original-Rcpt-To");
    }

    /**
     * Tells from which IP address the message came.
     *
     * @return as it was told; empty if it was not
     */
    public Optional<String> sourceIp() {
        return ReportFields.text(fields, "Source-IP");
    }

    /**
     * Tells whose message it is said to have been.
     *
     * @return a domain; empty if it is not told
     */
    public Optional<String> reportedDomain() {
        return ReportFields.text(fields, "Reported-Domain").map(text -> text.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return type().orElse("?") + " " + originalRecipient().orElse("?");
    }
}
