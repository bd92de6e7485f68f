package org.postern.mime;

import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a message, as its reader would see it. Immutable but for the streams of its attachments, and valid after
 * the listener returned.
 *
 * <p>Made from whatever a stranger has sent: what is malformed is left out or given as it stands, and never an exception.
 *
 * @param subject decoded; empty if there is none
 * @param from who is said to have written it; a claim that proves nothing
 * @param to the readable ones of {@code To}
 * @param cc the readable ones of {@code Cc}
 * @param messageId with its angle brackets
 * @param text the first part of type {@code text/plain} that is not an attachment
 * @param html the first part of type {@code text/html} that is not an attachment
 * @param attachments all other parts that are not made of parts, in their order; forwarded messages are one each
 * @param deliveryStatus present in a report on the delivery of another message (RFC 3464)
 * @param automatic whether no person has sent it (RFC 3834 section 5 and the older signs): never answer such a message
 *     automatically
 */
public record MailContent(
        String subject,
        List<InternetAddress> from,
        List<InternetAddress> to,
        List<InternetAddress> cc,
        Optional<String> messageId,
        Optional<String> text,
        Optional<String> html,
        List<Attachment> attachments,
        Optional<DeliveryStatus> deliveryStatus,
        boolean automatic) {

    /** Copies the lists. */
    public MailContent {
        from = List.copyOf(from);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        attachments = List.copyOf(attachments);
    }
}
