package org.postern.test;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** The header of the PROXY protocol, version 2, for one connection. Immutable. */
record ProxyHeader(InetAddress source, InetAddress destination, boolean secured, Optional<String> serverName) {
    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
    private static final int VERSION_2_PROXIED = 0x21;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int TCP_OVER_IPV6 = 0x21;
    private static final int AUTHORITY = 0x02;
    private static final int TLS = 0x20;
    private static final int TLS_VERSION = 0x21;
    private static final int TLS_CIPHER = 0x23;
    private static final byte CLIENT_USED_TLS = 1;
    private static final int NO_CERTIFICATE = 1;
    private static final short SOURCE_PORT = (short) 40_000;
    private static final short DESTINATION_PORT = 25;

    /** Both sides have addresses of one family. */
    static ProxyHeader of(TestClient client) {
        InetAddress source = Reception.address(client.peer().orElse("127.0.0.1"));
        InetAddress destination = Reception.address(source.getAddress().length == 4 ? "127.0.0.1" : "::1");
        return new ProxyHeader(source, destination, client.secured(), client.serverName());
    }

    byte[] encode() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(source.getAddress());
        body.writeBytes(destination.getAddress());
        body.writeBytes(ByteBuffer.allocate(4)
                .putShort(SOURCE_PORT)
                .putShort(DESTINATION_PORT)
                .array());
        serverName.ifPresent(name -> body.writeBytes(field(AUTHORITY, name.getBytes(StandardCharsets.UTF_8))));
        if (secured) {
            ByteArrayOutputStream tls = new ByteArrayOutputStream();
            tls.writeBytes(ByteBuffer.allocate(5)
                    .put(CLIENT_USED_TLS)
                    .putInt(NO_CERTIFICATE)
                    .array());
            tls.writeBytes(field(TLS_VERSION, TestTls.VERSION.getBytes(StandardCharsets.US_ASCII)));
            tls.writeBytes(field(TLS_CIPHER, TestTls.CIPHER_SUITE.getBytes(StandardCharsets.US_ASCII)));
            body.writeBytes(field(TLS, tls.toByteArray()));
        }
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(SIGNATURE);
        header.write(VERSION_2_PROXIED);
        header.write(source.getAddress().length == 4 ? TCP_OVER_IPV4 : TCP_OVER_IPV6);
        header.writeBytes(ByteBuffer.allocate(2).putShort((short) body.size()).array());
        header.writeBytes(body.toByteArray());
        return header.toByteArray();
    }

    private static byte[] field(int type, byte[] value) {
        return ByteBuffer.allocate(3 + value.length)
                .put((byte) type)
                .putShort((short) value.length)
                .put(value)
                .array();
    }
}
