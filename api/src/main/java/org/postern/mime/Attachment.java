package org.postern.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A part of a message that is not its text. */
public final class Attachment {
    private final Part part;
    private final String type;
    private final Optional<String> name;
    private final Optional<String> contentId;

    Attachment(Part part, String type, Optional<String> name, Optional<String> contentId) {
        this.part = part;
        this.type = type;
        this.name = name;
        this.contentId = contentId;
    }

    /**
     * Names the media type, as the sender says.
     *
     * @return in lower case and without parameters, such as {@code application/pdf}
     */
    public String type() {
        return type;
    }

    /**
     * Gives the decoded file name. It is the sender's choice: never use it as a path.
     *
     * @return the name, or empty if there is none
     */
    public Optional<String> name() {
        return name;
    }

    /**
     * Gives what an HTML text refers to with {@code cid:}.
     *
     * @return without angle brackets, or empty if there is none
     */
    public Optional<String> contentId() {
        return contentId;
    }

    /**
     * Opens the octets, decoded. Each stream begins at the first one.
     *
     * @return a new stream
     * @throws IOException if the transfer encoding is unknown; reading throws it if the encoding is broken
     */
    public InputStream openStream() throws IOException {
        try {
            return part.getInputStream();
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    @Override
    public String toString() {
        return type + name.map(text -> " " + text).orElse("");
    }
}
