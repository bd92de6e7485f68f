package org.postern.console.path;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The first message of a client that knows TLS 1.0 or 1.1 and nothing later (RFC 4346, section 7.4.1.2). Written by hand, because a JVM
 * of today has these versions switched off as a whole; only the server's first answer matters.
 */
enum OldHello {
    TLS_1_1(2),
    TLS_1_0(1);

    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;

    /** What old clients had: AES with CBC, the key agreed by ECDHE or sent by RSA; and no renegotiation (RFC 5746). */
    private static final int[] CIPHER_SUITES = {0xc009, 0xc00a, 0xc013, 0xc014, 0x002f, 0x0035, 0x000a, 0x00ff};

    private final int minor;

    OldHello(int minor) {
        this.minor = minor;
    }

    byte[] octets(String name) throws IOException {
        ByteArrayOutputStream hello = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(hello);
        body.write(new byte[] {3, (byte) minor});
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        body.write(random);
        body.writeByte(0); // No session.
        body.writeShort(2 * CIPHER_SUITES.length);
        for (int suite : CIPHER_SUITES) {
            body.writeShort(suite);
        }
        body.write(new byte[] {1, 0}); // No compression.
        byte[] extensions = extensions(name);
        body.writeShort(extensions.length);
        body.write(extensions);

        ByteArrayOutputStream record = new ByteArrayOutputStream();
        DataOutputStream all = new DataOutputStream(record);
        all.write(new byte[] {HANDSHAKE, 3, 1});
        all.writeShort(hello.size() + 4);
        all.writeInt(1 << 24 | hello.size()); // ClientHello, and its length in three octets.
        hello.writeTo(all);
        return record.toByteArray();
    }

    private static byte[] extensions(String name) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        DataOutputStream extensions = new DataOutputStream(all);
        byte[] host = name.getBytes(StandardCharsets.US_ASCII);
        if (host.length > 0 && host.length < 256 && !name.matches("[\\d.]*|.*:.*")) {
            extensions.writeShort(0); // server_name, RFC 6066, section 3
            extensions.writeShort(host.length + 5);
            extensions.writeShort(host.length + 3);
            extensions.writeByte(0);
            extensions.writeShort(host.length);
            extensions.write(host);
        }
        extensions.write(new byte[] {0, 10, 0, 6, 0, 4, 0, 23, 0, 24}); // supported_groups: P-256, P-384
        extensions.write(new byte[] {0, 11, 0, 2, 1, 0}); // ec_point_formats: uncompressed
        return all.toByteArray();
    }

    /** Whether the server goes on with this version, rather than with an alert, an end, or another version. */
    boolean isAccepted(InputStream input) throws IOException {
        DataInputStream answer = new DataInputStream(input);
        try {
            int type = answer.readUnsignedByte();
            answer.readInt(); // Version and length of the record.
            if (type != HANDSHAKE || answer.readUnsignedByte() != SERVER_HELLO) {
                return false;
            }
            answer.readFully(new byte[3]); // Its length.
            return answer.readUnsignedByte() == 3 && answer.readUnsignedByte() == minor;
        } catch (EOFException e) {
            return false;
        }
    }
}
