package org.postern.mime;

import java.util.List;
import java.util.Optional;

/** A report on the delivery of another message (RFC 3464). Immutable. Any sender can write one: it proves nothing. */
public final class DeliveryStatus {
    private final Optional<String> reportingMta;
    private final Optional<String> originalEnvelopeId;
    private final List<Recipient> recipients;
    private final Header original;

    DeliveryStatus(
            Optional<String> reportingMta,
            Optional<String> originalEnvelopeId,
            List<Recipient> recipients,
            Header original) {
        this.reportingMta = reportingMta;
        this.originalEnvelopeId = originalEnvelopeId;
        this.recipients = List.copyOf(recipients);
        this.original = original;
    }

    /** The same report on a message with that header. */
    DeliveryStatus on(Header header) {
        return new DeliveryStatus(reportingMta, originalEnvelopeId, recipients, header);
    }

    /** What has become of a message. */
    public enum Action {
        /** It could not be delivered, and the server has given up. */
        FAILED,
        /** It could not be delivered yet. */
        DELAYED,
        /** It was delivered. */
        DELIVERED,
        /** It went to a server that does not report. */
        RELAYED,
        /** It was delivered to several further recipients. */
        EXPANDED,
        /** None of these words. */
        UNKNOWN
    }

    /**
     * Names the server that tells, without its type: {@code mail.example.org}.
     *
     * @return empty if it is not told
     */
    public Optional<String> reportingMta() {
        return reportingMta;
    }

    /**
     * Gives the {@code ENVID} of the other message, if its sender gave one.
     *
     * @return empty if it is not told
     */
    public Optional<String> originalEnvelopeId() {
        return originalEnvelopeId;
    }

    /**
     * Gives those about whom it tells, in order.
     *
     * @return at most 10,000, perhaps none
     */
    public List<Recipient> recipients() {
        return recipients;
    }

    /**
     * Gives the header of the message that it is about, as far as the report has it. Unlike
     * {@link MailContent#originalMessage()} it is there after the call of the listener as well.
     *
     * @return its fields in order, within the limits of a header; none if it did not come back
     */
    public List<HeaderField> originalHeaders() {
        return original.fields();
    }

    /**
     * Gives a field of the message that it is about, decoded: {@code Message-ID}, {@code Subject}.
     *
     * @param name in whatever case
     * @return the first field of this name that is not empty, in one line
     */
    public Optional<String> originalHeader(String name) {
        return original.text(name);
    }

    @Override
    public String toString() {
        return reportingMta.orElse("?") + " " + recipients;
    }

    /** What has become of the message for one recipient. Immutable. */
    public static final class Recipient {
        private final Fields fields;

        Recipient(Fields fields) {
            this.fields = fields;
        }

        /**
         * What was told. Its own type, so that more can be told without many arguments in a row.
         *
         * @param status as in RFC 3463
         */
        record Fields(
                String finalRecipient,
                Optional<String> originalRecipient,
                Action action,
                Optional<String> status,
                Optional<String> diagnosticCode,
                Optional<String> remoteMta) {}

        /**
         * Gives the address as it was at last.
         *
         * @return without type, brackets and comments
         */
        public String finalRecipient() {
            return fields.finalRecipient();
        }

        /**
         * Gives the address as the sender wrote it.
         *
         * @return without type, brackets and comments; empty if it is not told
         */
        public Optional<String> originalRecipient() {
            return fields.originalRecipient();
        }

        /**
         * Tells what has become of the message in a word.
         *
         * @return {@link Action#UNKNOWN} if it is not told
         */
        public Action action() {
            return fields.action();
        }

        /**
         * Tells it as in RFC 3463: {@code 5.1.1}.
         *
         * @return empty if it is missing or is none
         */
        public Optional<String> status() {
            return fields.status();
        }

        /**
         * Tells what the server said that refused it, in one line.
         *
         * @return without its type; empty if it is not told
         */
        public Optional<String> diagnosticCode() {
            return fields.diagnosticCode();
        }

        /**
         * Names the server that said so.
         *
         * @return without its type; empty if it is not told
         */
        public Optional<String> remoteMta() {
            return fields.remoteMta();
        }

        @Override
        public String toString() {
            return finalRecipient() + " " + action()
                    + status().map(code -> " " + code).orElse("");
        }
    }
}
