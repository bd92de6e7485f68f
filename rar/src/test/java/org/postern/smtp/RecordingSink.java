package org.postern.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keeps what it is given, an octet a character, and insists on the contract: nothing after abandon, which comes once. */
final class RecordingSink implements BodySink {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private boolean abandoned;

    @Override
    public boolean write(ByteBuffer more) {
        if (abandoned) {
            throw new AssertionError("Written to after it was abandoned");
        }
        byte[] copy = new byte[more.remaining()];
        more.get(copy);
        octets.writeBytes(copy);
        return true;
    }

    @Override
    public void abandon() {
        if (abandoned) {
            throw new AssertionError("Abandoned twice");
        }
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    String content() {
        return octets.toString(StandardCharsets.ISO_8859_1);
    }
}
