package org.postern.mime;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A part without parts in it.
 *
 * @param parent the type of the multipart that it is in; of a message without parts, no name
 * @param body its octets, as they were sent
 */
record Part(Header header, ContentType type, String parent, Octets body) {
    TransferEncoding encoding() {
        // RFC 2045 section 6.4: parts are never encoded as a whole.
        return type.isMultipart() ? TransferEncoding.IDENTITY : TransferEncoding.of(header);
    }

    /** Tells whether there is nothing in it but perhaps a line end. */
    boolean isEmpty() {
        return body.length() <= "\r\n".length();
    }

    /** Tells whether it is nothing for a reader: an empty text without a name. */
    boolean isNothing() {
        return body.length() == 0
                && type.name().startsWith("text/")
                && !disposition().isAttachment()
                && fileName().isEmpty();
    }

    Disposition disposition() {
        return Disposition.of(header);
    }

    /** RFC 2183 section 2.3, or else the parameter that is older. */
    Optional<String> fileName() {
        return disposition().fileName().or(() -> type.parameters().text("name"));
    }

    /** Decoded, in the charset that is said here or in the HTML itself; of very long ones, that many octets. */
    String text(int most) throws IOException {
        return text(octets(most));
    }

    /** The first octets of its text, decoded, up to that number. */
    byte[] octets(int most) throws IOException {
        byte[] octets = encoding().text(body, most);
        return octets.length > most ? Arrays.copyOf(octets, most) : octets;
    }

    /** Of these octets of it, in the charset that is said here or in the HTML itself. */
    String text(byte[] octets) {
        Optional<String> charset = type.charset();
        return TextDecoder.decode(octets, type.is("text/html") ? HtmlCharset.of(octets, charset) : charset);
    }

    /** The same part, with octets in its header that are not UTF-8 read in that charset. */
    Part in(Optional<String> charset) {
        if (charset.isEmpty()) {
            return this;
        }
        Header read = header.in(charset);
        return new Part(read, ContentType.of(read, type), parent, body);
    }
}
