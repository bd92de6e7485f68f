package org.postern.mime;

import jakarta.mail.internet.InternetAddress;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a message, as its reader would see it. Immutable, and valid after the listener returned, but for the octets of
 * its {@linkplain Attachment attachments}.
 *
 * <p>Made from whatever a stranger has sent: what is malformed is read as it is meant, or given as it stands, and never an
 * exception. Each octet of a message is in its {@linkplain #headers() header}, in a {@linkplain #text() text}, in an
 * {@linkplain #attachments() attachment} or {@linkplain #outside() outside} of its parts, or it is a line that tells parts apart
 * or a field of a part.
 *
 * <p>Only this library implements it: later versions have more methods.
 */
public interface MailContent {
    /**
     * Gives the subject.
     *
     * @return decoded, in one line; empty if there is none
     */
    String subject();

    /**
     * Tells who is said to have written it: a claim that proves nothing.
     *
     * @return the readable ones of {@code From}, perhaps none
     */
    List<InternetAddress> from();

    /**
     * Tells to whom it is said to be written; who gets it is said by the envelope.
     *
     * @return the readable ones of {@code To}, perhaps none
     */
    List<InternetAddress> to();

    /**
     * Tells who is said to get a copy.
     *
     * @return the readable ones of {@code Cc}, perhaps none
     */
    List<InternetAddress> cc();

    /**
     * Tells who is said to get a copy in secret: mostly a mistake of the sender's program.
     *
     * @return the readable ones of {@code Bcc}, perhaps none
     */
    List<InternetAddress> bcc();

    /**
     * Tells whom to answer, if that is not who has written.
     *
     * @return the readable ones of {@code Reply-To}, perhaps none
     */
    List<InternetAddress> replyTo();

    /**
     * Tells who has sent it, if that is not who has written.
     *
     * @return the first readable one of {@code Sender}
     */
    Optional<InternetAddress> sender();

    /**
     * Tells when it is said to have been written.
     *
     * @return with the offset that the sender wrote, or UTC if it says nothing that is known; empty if it cannot be read
     */
    Optional<OffsetDateTime> date();

    /**
     * Gives what identifies the message.
     *
     * @return with its angle brackets
     */
    Optional<String> messageId();

    /**
     * Tells what it is an answer to.
     *
     * @return message ids with their angle brackets, perhaps none
     */
    List<String> inReplyTo();

    /**
     * Tells what it continues: the messages of its thread.
     *
     * @return message ids with their angle brackets, the oldest first; perhaps none
     */
    List<String> references();

    /**
     * Gives the first part of type {@code text/plain} that is no attachment.
     *
     * @return with the line ends that were sent
     */
    Optional<String> text();

    /**
     * Gives the first part of type {@code text/html} that is no attachment. It is what a stranger wrote: never show it without
     * removing scripts.
     *
     * @return with the line ends that were sent
     */
    Optional<String> html();

    /**
     * Gives all other parts that are not made of parts. Forwarded messages are one each.
     *
     * @return in their order; what is beyond the limits comes last
     */
    List<Attachment> attachments();

    /**
     * Gives those of the attachments that the HTML text shows, by {@code cid:}.
     *
     * @return in their order, perhaps none
     */
    List<Attachment> inlineImages();

    /**
     * Gives invitations and answers to them: parts of type {@code text/calendar}, which are attachments as well.
     *
     * @return at most 10, in their order
     */
    List<String> calendars();

    /**
     * Gives the report on the delivery of another message (RFC 3464).
     *
     * @return present in such a report
     */
    Optional<DeliveryStatus> deliveryStatus();

    /**
     * Gives the message that a report (RFC 6522) is about, or its header, which is one of the attachments.
     *
     * @return see {@link Attachment#message()}; empty if this is no report or has none of it
     */
    Optional<Attachment> originalMessage();

    /**
     * Tells whether no person has sent it: never answer such a message automatically.
     *
     * @return whether there is an {@link #automaticReason()}
     */
    boolean automatic();

    /**
     * Tells how one can see that no person has sent it (RFC 3834 section 5, and the older signs).
     *
     * @return the first of {@link AutomaticReason} that is true
     */
    Optional<AutomaticReason> automaticReason();

    /**
     * Gives all fields of the header.
     *
     * @return in their order
     */
    List<HeaderField> headers();

    /**
     * Gives what a reader sees of the first field of a name that is not empty.
     *
     * @param name in upper or lower case, without a colon
     * @return see {@link HeaderField#value()}
     */
    Optional<String> header(String name);

    /**
     * Gives what stands in front of the first part of a multipart, and behind the last one. No client shows it.
     *
     * @return of type {@code application/octet-stream}, perhaps none
     */
    List<Attachment> outside();

    /**
     * Tells whether something was beyond {@link ContentLimits}.
     *
     * @return false for whatever people write
     */
    boolean beyondLimits();
}
