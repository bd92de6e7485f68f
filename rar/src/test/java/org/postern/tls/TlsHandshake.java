package org.postern.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that trusts everyone and shakes hands in memory. It resumes its sessions where the server lets it. */
final class TlsHandshake {
    private static final int RECORDS = 64 * 1024;

    private final CountingTrust trust = new CountingTrust();
    private final SSLContext context;

    TlsHandshake() throws GeneralSecurityException {
        context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
    }

    /** How many handshakes showed a certificate; those that resume do not. */
    int certificatesSeen() {
        return trust.seen.get();
    }

    SSLEngine client(String protocol) {
        SSLEngine client = context.createSSLEngine("mx.example.org", 25);
        client.setUseClientMode(true);
        client.setEnabledProtocols(new String[] {protocol});
        return client;
    }

    /** The client's session after the handshake. */
    SSLSession with(SSLEngine server, String protocol) throws SSLException {
        return between(client(protocol), server);
    }

    static SSLSession between(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(RECORDS);
        ByteBuffer toClient = ByteBuffer.allocate(RECORDS);
        client.beginHandshake();
        server.beginHandshake();
        while (isShaking(client) || isShaking(server) || toClient.position() > 0) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        return client.getSession();
    }

    /** The handshake, and what the server says first: a ticket of TLS 1.3 comes with it. */
    static void greeted(SSLEngine client, SSLEngine server) throws SSLException {
        between(client, server);
        ByteBuffer records = ByteBuffer.allocate(RECORDS);
        server.wrap(ByteBuffer.wrap(new byte[] {'2'}), records);
        records.flip();
        ByteBuffer greeting = ByteBuffer.allocate(RECORDS);
        while (records.hasRemaining()) {
            client.unwrap(records, greeting);
        }
        if (greeting.position() != 1) {
            throw new SSLException(greeting.position() + " octets instead of one");
        }
    }

    private static boolean isShaking(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            case NEED_TASK -> engine.getDelegatedTask().run();
            default -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(RECORDS));
                in.compact();
            }
        }
    }

    private static final class CountingTrust implements X509TrustManager {
        private final AtomicInteger seen = new AtomicInteger();

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            seen.incrementAndGet();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
