package org.postern.net;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    private Optional<byte[]> keyShares = Optional.empty();
    private Optional<String> serverName = Optional.empty();

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

    RawHello askingFor(String name) {
        serverName = Optional.of(name);
        return this;
    }

    /** Speaks TLS 1.3, and has no key to begin with: the server has to ask for one of a group that both know. */
    RawHello tls13WithoutKey() {
        suites = new int[] {0x1301};
        keyShares = Optional.of(new byte[2]);
        return this;
    }

    /** The same, with the key that was asked for. */
    RawHello key(ECPublicKey onP256) {
        byte[] point = point(onP256);
        ByteBuffer share = ByteBuffer.allocate(6 + point.length);
        share.putShort((short) (4 + point.length)).putShort((short) 0x0017);
        keyShares = Optional.of(share.putShort((short) point.length).put(point).array());
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
        List<byte[]> all = new ArrayList<>(List.of(extension(10, list(groups)), extension(13, list(schemes))));
        serverName.ifPresent(name -> all.add(extension(0, serverNames(name))));
        keyShares.ifPresent(shares -> {
            all.add(extension(43, new byte[] {2, 3, 4}));
            all.add(extension(51, shares));
        });
        byte[] extensions = join(all);
        ByteBuffer body = ByteBuffer.allocate(512);
        body.putShort((short) version).put(new byte[32]).put((byte) 0);
        body.put(list(suites)).put((byte) 1).put((byte) 0);
        body.putShort((short) extensions.length).put(extensions).flip();
        ByteBuffer message = ByteBuffer.allocate(4 + body.remaining());
        return message.putInt(1 << 24 | body.remaining()).put(body).array();
    }

    private static byte[] serverNames(String name) {
        ByteBuffer names = ByteBuffer.allocate(5 + name.length());
        names.putShort((short) (3 + name.length())).put((byte) 0).putShort((short) name.length());
        return names.put(name.getBytes(StandardCharsets.ISO_8859_1)).array();
    }

    /** Uncompressed. */
    private static byte[] point(ECPublicKey key) {
        byte[] point = new byte[65];
        point[0] = 4;
        copyEnd(key.getW().getAffineX().toByteArray(), point, 33);
        copyEnd(key.getW().getAffineY().toByteArray(), point, 65);
        return point;
    }

    private static void copyEnd(byte[] number, byte[] to, int end) {
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, to, end - length, length);
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
