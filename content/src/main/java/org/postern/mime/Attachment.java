package org.postern.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A part of a message that is not its text. Its octets stay where the message is, and take no memory: they can be read <b>during
 * the call</b> of the listener, and afterwards reading throws an {@link IOException}. What is to be kept is copied:
 * {@code attachment.openStream().transferTo(target)}. All else is valid after the listener returned.
 *
 * <p>Safe for use by several threads; a stream is for one.
 */
public final class Attachment {
    private final Part part;
    private final ContentLimits limits;

    Attachment(Part part, ContentLimits limits) {
        this.part = part;
        this.limits = limits;
    }

    /**
     * Names the media type, as the sender says.
     *
     * @return in lower case and without parameters, such as {@code application/pdf}
     */
    public String type() {
        return part.type().name();
    }

    /**
     * Gives the decoded file name. It is the sender's choice: never use it as a path.
     *
     * @return the name, or empty if there is none
     */
    public Optional<String> name() {
        return part.fileName();
    }

    /**
     * Tells how the sender wants it to be shown (RFC 2183).
     *
     * @return in lower case, such as {@code attachment} or {@code inline}; empty if it is not said
     */
    public Optional<String> disposition() {
        return Optional.of(part.disposition().name()).filter(name -> !name.isEmpty());
    }

    /**
     * Gives what an HTML text refers to with {@code cid:}.
     *
     * @return without angle brackets, or empty if there is none
     */
    public Optional<String> contentId() {
        return part.header().line("Content-ID").map(id -> id.replaceAll("^<|>$", ""));
    }

    /**
     * Gives the fields of the part's own header.
     *
     * @return in order, perhaps none
     */
    public List<HeaderField> headers() {
        return part.header().fields();
    }

    /**
     * Opens the octets, decoded. Each stream begins at the first one. Where the transfer encoding is broken the stream gives what
     * can be decoded, and where it is unknown the octets as they were sent.
     *
     * @return a new stream, valid during the call of the listener; reading throws {@link java.io.InterruptedIOException} when
     *     the thread is interrupted
     * @throws IOException if the content cannot be read
     */
    public InputStream openStream() throws IOException {
        return part.encoding().data(part.body());
    }

    /**
     * Opens the octets as they were sent, not decoded. They hold what {@link #openStream()} left out of an encoding that is
     * broken.
     *
     * @return a new stream, valid during the call of the listener
     * @throws IOException if the content cannot be read
     */
    public InputStream openEncodedStream() throws IOException {
        return part.body().openStream();
    }

    /**
     * Counts the octets of {@link #openStream()}, which takes as long as to read them.
     *
     * @return octets
     * @throws IOException if the content cannot be read
     */
    public long size() throws IOException {
        if (part.encoding() == TransferEncoding.IDENTITY) {
            return part.body().length();
        }
        try (InputStream in = openStream()) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /**
     * Reads the octets as text, in the charset that is said, or else in the one that they evidently have. Of very long ones, as
     * much as {@link ContentLimits#withTextOctets(int)} says.
     *
     * @return the text, whatever the type is
     * @throws IOException if the content cannot be read
     */
    public String text() throws IOException {
        return part.text(limits.textOctets());
    }

    /**
     * Reads what stands in it if it is a message itself: one that was forwarded, or came back.
     *
     * @return empty if it is of another type
     * @throws IOException if the content cannot be read
     */
    public Optional<MailContent> message() throws IOException {
        return isMessage() ? Optional.of(ContentReader.read(this::openStream, true, limits)) : Optional.empty();
    }

    /** Tells whether it is a message, or the header of one. */
    boolean isMessage() {
        return part.type().isOfMessage();
    }

    @Override
    public String toString() {
        return type() + name().map(text -> " " + text).orElse("");
    }
}
