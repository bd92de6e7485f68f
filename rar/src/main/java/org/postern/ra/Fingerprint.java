package org.postern.ra;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.postern.net.ReceivedMessage;
import org.postern.smtp.Recipient;

/**
 * One message for one bean: the SHA-256 digest, as four numbers, of the bean, both sides of the envelope and the content.
 * Not of what a second try may change: the connection, the parameters, the order of the recipients. Immutable.
 */
record Fingerprint(long first, long second, long third, long fourth) {
    static final int BYTES = 4 * Long.BYTES;

    private static final int BUFFER = 8 * 1024;

    /** Reads the content. */
    static Fingerprint of(ReceivedMessage message, String bean) throws IOException {
        MessageDigest digest = sha256();
        add(digest, bean);
        add(digest, message.envelope().reversePath().orElse(""));
        List<String> mailboxes = message.envelope().recipients().stream()
                .map(Recipient::mailbox)
                .sorted()
                .toList();
        mailboxes.forEach(mailbox -> add(digest, mailbox));
        add(digest, "");
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = message.content().openStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return read(ByteBuffer.wrap(digest.digest()));
    }

    static Fingerprint read(ByteBuffer from) {
        return new Fingerprint(from.getLong(), from.getLong(), from.getLong(), from.getLong());
    }

    void write(ByteBuffer to, int index) {
        to.putLong(index, first)
                .putLong(index + Long.BYTES, second)
                .putLong(index + 2 * Long.BYTES, third)
                .putLong(index + 3 * Long.BYTES, fourth);
    }

    /** No mailbox has a NUL in it, so none runs into the next. */
    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
