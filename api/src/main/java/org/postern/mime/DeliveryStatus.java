package org.postern.mime;

import java.util.List;
import java.util.Optional;

/**
 * A report on the delivery of another message (RFC 3464). Immutable. Any sender can write one: it proves nothing.
 *
 * @param reportingMta the server that tells, without its type: {@code mail.example.org}
 * @param originalEnvelopeId the {@code ENVID} of the other message, if its sender gave one
 * @param recipients about whom it tells, in order
 */
public record DeliveryStatus(
        Optional<String> reportingMta, Optional<String> originalEnvelopeId, List<Recipient> recipients) {

    /** Copies the list. */
    public DeliveryStatus {
        recipients = List.copyOf(recipients);
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
     * What has become of the message for one recipient. Immutable.
     *
     * @param finalRecipient the address as it was at last, without its type
     * @param originalRecipient the address as the sender wrote it, if that is told
     * @param action in a word
     * @param status as in RFC 3463: {@code 5.1.1}; empty if it is missing or is none
     * @param diagnosticCode what the server said that refused it, without its type
     */
    public record Recipient(
            String finalRecipient,
            Optional<String> originalRecipient,
            Action action,
            Optional<String> status,
            Optional<String> diagnosticCode) {}
}
