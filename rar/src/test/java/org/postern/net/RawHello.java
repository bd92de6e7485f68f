package org.postern.net;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A ClientHello made by hand, for clients that this JVM cannot be: outdated ones, or ones that cut it in pieces. As it
 * is made it offers TLS 1.2 with ECDHE and ECDSA.
 */
final class RawHello {
    private static final byte HANDSHAKE = 22;
    private static final int HEADER_LENGTH = 5;

    private int version = 0x0303;
    private int[] suites = {0xc02b};
    private int[] groups = {0x0017};
    private int[] schemes = {0x0403};

    /** The highest that it speaks. */
    RawHello version(int number) {
        version = number;
        return this;
    }

    RawHello suites(int... numbers) {
        suites = numbers;
        return this;
    }

    RawHello groups(int... numbers) {
        groups = numbers;
        return this;
    }

    RawHello schemes(int... numbers) {
        schemes = numbers;
        return this;
    }

    /** In one record. */
    byte[] record() {
        byte[] message = message();
        return records(message, message.length);
    }

    /** A handshake message, or several, cut into records with so much in each. */
    static byte[] records(byte[] message, int octetsInEach) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < message.length; at += octetsInEach) {
            int length = Math.min(octetsInEach, message.length - at);
            out.write(HANDSHAKE);
            out.write(3);
            out.write(1);
            out.write(length >> 8);
            out.write(length);
            out.write(message, at, length);
        }
        return out.toByteArray();
    }

    /** What was in one record, in records with so much in each. */
    static byte[] cutAgain(byte[] record, int octetsInEach) {
        byte[] message = new byte[record.length - HEADER_LENGTH];
        System.arraycopy(record, HEADER_LENGTH, message, 0, message.length);
        return records(message, octetsInEach);
    }

    private byte[] message() {
        byte[] extensions = join(List.of(extension(10, list(groups)), extension(13, list(schemes))));
        ByteBuffer body = ByteBuffer.allocate(512);
        body.putShort((short) version).put(new byte[32]).put((byte) 0);
        body.put(list(suites)).put((byte) 1).put((byte) 0);
        body.putShort((short) extensions.length).put(extensions).flip();
        ByteBuffer message = ByteBuffer.allocate(4 + body.remaining());
        return message.putInt(1 << 24 | body.remaining()).put(body).array();
    }

    private static byte[] extension(int type, byte[] data) {
        ByteBuffer extension = ByteBuffer.allocate(4 + data.length);
        return extension
                .putShort((short) type)
                .putShort((short) data.length)
                .put(data)
                .array();
    }

    private static byte[] list(int... numbers) {
        ByteBuffer list = ByteBuffer.allocate(2 + 2 * numbers.length);
        list.putShort((short) (2 * numbers.length));
        for (int number : numbers) {
            list.putShort((short) number);
        }
        return list.array();
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
