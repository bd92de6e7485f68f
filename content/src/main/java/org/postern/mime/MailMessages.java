package org.postern.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.postern.api.MailMessage;

/**
 * Reads received messages. Addresses are those of Jakarta Mail, which the application or its server provides.
 */
public final class MailMessages {
    private MailMessages() {}

    /**
     * Parses the content of a message. The result has the whole content in memory and stays valid after the listener
     * returned.
     *
     * <p>Jakarta Mail finds its implementation through the thread's context class loader. During a listener's call that
     * is the application's, as it should be.
     *
     * @param message the message, during the call of its listener
     * @return a new message, without the {@linkplain MailMessage#traceFields() trace fields} of this reception
     * @throws IOException if the content cannot be read
     * @throws MessagingException if the header cannot be parsed; malformed bodies show only when they are read
     */
    public static MimeMessage toMimeMessage(MailMessage message) throws IOException, MessagingException {
        try (InputStream content = message.openStream()) {
            return parse(content);
        }
    }

    /**
     * Parses the content of a message, of which the result keeps the header alone: bodies are read from where the adapter has
     * the message when they are asked for, and an attachment of any size takes no memory. So it is valid <b>during the call</b>
     * of the listener only; afterwards its bodies cannot be read any more.
     *
     * @param message the message, during the call of its listener
     * @return a new message; see {@link #toMimeMessage(MailMessage)}
     * @throws IOException if the content cannot be read
     * @throws MessagingException if the header cannot be parsed; malformed bodies show only when they are read
     */
    public static MimeMessage openMimeMessage(MailMessage message) throws IOException, MessagingException {
        try (InputStream content = new SharedContent(new Octets(message::openStream, 0, message.size()))) {
            return parse(content);
        }
    }

    private static MimeMessage parse(InputStream content) throws IOException, MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true"); // RFC 6532
        try {
            return new MimeMessage(Session.getInstance(properties), content);
        } catch (MessagingException e) {
            // Jakarta Mail wraps what happens while it reads, and a listener could not tell a disk from a stranger.
            if (e.getNextException() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw e;
        }
    }

    /**
     * Reads what stands in a message: texts, attachments, decoded header fields, and whether it is a report or was sent
     * by a machine. A {@code Date} and a {@code Message-ID} that the adapter has added to the trace fields, as it does for a
     * submission that lacks them, are read as if they stood in the header. Whatever a stranger has sent has a result, however malformed it is, in time that is linear in its size. Of
     * very long messages {@linkplain ContentLimits#defaults() as much as is usual} is looked into.
     *
     * @param message the message, during the call of its listener
     * @return what was found; valid after the listener returned, but for the octets of attachments
     * @throws java.io.InterruptedIOException if the thread is interrupted meanwhile
     * @throws IOException if the content cannot be read
     */
    public static MailContent content(MailMessage message) throws IOException {
        return content(message, ContentLimits.defaults());
    }

    /**
     * Does the same with other limits.
     *
     * @param message the message, during the call of its listener
     * @param limits how much of it is looked into
     * @return see {@link #content(MailMessage)}
     * @throws java.io.InterruptedIOException if the thread is interrupted meanwhile
     * @throws IOException if the content cannot be read
     */
    public static MailContent content(MailMessage message, ContentLimits limits) throws IOException {
        byte[] trace = message.traceFields().getBytes(StandardCharsets.UTF_8);
        Header added = HeaderFields.header(new ByteArrayInputStream(trace), limits);
        return ContentReader.read(
                message::openStream, message.envelope().reversePath().isPresent(), added, limits);
    }
}
