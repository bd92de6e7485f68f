package org.postern.ra.duplicates;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.postern.net.ReceivedMessage;
import org.postern.ra.config.Sha256;

/** One message for one bean: the SHA-256 digest, as four numbers, of the {@link MessageKey} and of the bean. Immutable. */
public record Fingerprint(long first, long second, long third, long fourth) {
    static final int BYTES = 4 * Long.BYTES;

    /** Reads the content, unless a copy of it has been read for this before. */
    public static Fingerprint of(ReceivedMessage message, String bean) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        digest.update(MessageKey.of(message).digits().getBytes(StandardCharsets.US_ASCII));
        digest.update(bean.getBytes(StandardCharsets.UTF_8)); // The key in front of it has always the same length.
        return read(ByteBuffer.wrap(digest.digest()));
    }

    /** In hexadecimal digits. */
    public String digits() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(first) + hex.toHexDigits(second) + hex.toHexDigits(third) + hex.toHexDigits(fourth);
    }

    static Fingerprint read(ByteBuffer from) {
        return new Fingerprint(from.getLong(), from.getLong(), from.getLong(), from.getLong());
    }

    void write(ByteBuffer to) {
        to.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }
}
