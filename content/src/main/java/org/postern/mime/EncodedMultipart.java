package org.postern.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.postern.mime.OpenParts.Level;

/**
 * A multipart that has been encoded as a whole, which RFC 2045 section 6.4 forbids and programs do. Its parts have no place in the
 * message: small ones are kept decoded.
 */
final class EncodedMultipart {
    private static final int MOST = 1 << 20;

    private EncodedMultipart() {}

    /** Its parts; none if it is too large, or has none either way. */
    static Optional<Structure> read(Level level, Octets body, ContentLimits limits) throws IOException {
        TransferEncoding encoding = TransferEncoding.of(level.header());
        if (encoding == TransferEncoding.IDENTITY || body.length() > MOST || limits.depth() < 2) {
            return Optional.empty();
        }
        byte[] header = ("Content-Type: " + level.header().line("Content-Type").orElse("") + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] decoded;
        try (InputStream in = encoding.data(body)) {
            decoded = in.readAllBytes();
        }
        Structure structure = StructureReader.read(
                () -> new SequenceInputStream(new ByteArrayInputStream(header), new ByteArrayInputStream(decoded)),
                limits);
        boolean parts =
                structure.parts().stream().noneMatch(part -> part.parent().isEmpty());
        return parts ? Optional.of(structure) : Optional.empty();
    }
}
