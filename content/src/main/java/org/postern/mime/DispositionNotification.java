package org.postern.mime;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * A report on what the recipient has done with a message, a "read receipt" (RFC 8098). Immutable. Any sender can write one: it
 * proves nothing.
 */
public final class DispositionNotification {
    private static final String TYPE = "message/disposition-notification";

    private final Header fields;

    private DispositionNotification(Header fields) {
        this.fields = fields;
    }

    /**
     * Reads it out of a message.
     *
     * @param content of the message, during the call of its listener
     * @return empty if it is none
     * @throws IOException if the content cannot be read
     */
    public static Optional<DispositionNotification> of(MailContent content) throws IOException {
        return ReportFields.of(content, TYPE).map(DispositionNotification::new);
    }

    /**
     * Tells who the recipient was at last.
     *
     * @return an address without type and brackets; empty if it is not told
     */
    public Optional<String> finalRecipient() {
        return ReportFields.address(fields, "Final-Recipient");
    }

    /**
     * Tells to whom the message was addressed.
     *
     * @return an address without type and brackets; empty if it is not told
     */
    public Optional<String> originalRecipient() {
        return ReportFields.address(fields, "Original-Recipient");
    }

    /**
     * Tells which message it is about.
     *
     * @return its id, with angle brackets; empty if it is not told
     */
    public Optional<String> originalMessageId() {
        return ReportFields.text(fields, "Original-Message-ID");
    }

    /**
     * Tells what was done with it.
     *
     * @return in lower case: {@code displayed}, {@code deleted}, {@code dispatched}, {@code processed}, or what else was told
     */
    public Optional<String> disposition() {
        return mode(1).map(type -> type.split("[/, ]", 2)[0]).filter(type -> !type.isEmpty());
    }

    /**
     * Tells whether it was the recipient who has done it, and not a program by itself.
     *
     * @return true for {@code manual-action}
     */
    public boolean manual() {
        return mode(0).filter(mode -> mode.startsWith("manual-action")).isPresent();
    }

    /** What stands in front of the semicolon, or behind it. */
    private Optional<String> mode(int index) {
        return ReportFields.text(fields, "Disposition")
                .map(text -> Comments.removed(text).toLowerCase(Locale.ROOT).split(";", 2))
                .filter(parts -> index < parts.length)
                .map(parts -> parts[index].strip());
    }

    @Override
    public String toString() {
        return originalMessageId().orElse("?") + " " + disposition().orElse("?");
    }
}
