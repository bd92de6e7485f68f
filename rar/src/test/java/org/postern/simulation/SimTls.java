package org.postern.simulation;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS as a client has it, for octets that somebody else carries. Trusts everybody. */
final class SimTls {
    private static final int ROOM = 64 * 1024;
    private static final SSLContext CONTEXT = context();

    private final SSLEngine engine;
    private ByteBuffer arrived = ByteBuffer.allocate(ROOM).flip();

    SimTls() {
        engine = CONTEXT.createSSLEngine();
        engine.setUseClientMode(true);
    }

    boolean isHandshaking() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING;
    }

    boolean hasSomethingToSay() {
        return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }

    void begin() throws SSLException {
        engine.beginHandshake();
    }

    /** What is sent for these octets, or for the handshake if there are none. */
    byte[] wrap(byte[] plain) throws SSLException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer left = ByteBuffer.wrap(plain);
        do {
            ByteBuffer record = ByteBuffer.allocate(ROOM);
            SSLEngineResult result = engine.wrap(left, record);
            out.write(record.array(), 0, record.position());
            runTasks();
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                throw new SSLException("closed");
            }
        } while (left.hasRemaining() || hasSomethingToSay());
        return out.toByteArray();
    }

    /** What has come with these octets, which may be nothing yet. */
    byte[] unwrap(byte[] octets) throws SSLException {
        ByteBuffer all = ByteBuffer.allocate(arrived.remaining() + octets.length);
        arrived = all.put(arrived).put(octets).flip();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (arrived.hasRemaining()) {
            ByteBuffer plain = ByteBuffer.allocate(ROOM);
            SSLEngineResult result = engine.unwrap(arrived, plain);
            out.write(plain.array(), 0, plain.position());
            runTasks();
            if (result.getStatus() != SSLEngineResult.Status.OK || hasSomethingToSay()) {
                break;
            }
        }
        return out.toByteArray();
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Everybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Everybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
