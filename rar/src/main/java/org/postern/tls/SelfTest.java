package org.postern.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A handshake in memory between the server's engine and a client of the same JVM. It proves what no look at the
 * certificate can: that the configured protocols and cipher suites work with this very key.
 */
final class SelfTest {
    /** A handshake takes a handful of flights; one that needs more is going round in circles. */
    private static final int MAX_STEPS = 1_000;

    /** What went wrong. */
    record Failure(String text, boolean forbiddenAlgorithm) {}

    private final SSLEngine server;
    private final SSLEngine client;
    private ByteBuffer toServer;
    private ByteBuffer toClient;
    private ByteBuffer received;

    SelfTest(SSLEngine server) {
        this.server = server;
        this.client = client();
        this.toServer = packets();
        this.toClient = packets();
        this.received = ByteBuffer.allocate(client.getSession().getApplicationBufferSize());
        server.setWantClientAuth(false); // Also takes "need" back: there is no client certificate to test with.
    }

    /** What has failed, if anything. */
    Optional<Failure> failure() {
        try {
            client.beginHandshake();
            server.beginHandshake();
            for (int step = 0; step < MAX_STEPS && !finished(); step++) {
                turn(client, toServer, toClient);
                turn(server, toClient, toServer);
            }
            return finished() ? Optional.empty() : Optional.of(new Failure("it does not end", false));
        } catch (SSLException | RuntimeException e) {
            // Providers of hardware keys report their troubles as unchecked exceptions.
            return Optional.of(failure(e));
        }
    }

    private boolean finished() {
        return isOver(client) && isOver(server);
    }

    private static boolean isOver(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private void turn(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap(engine, in);
            case NOT_HANDSHAKING, FINISHED -> {}
        }
    }

    /** Of nothing, too: a native engine may have taken all, and goes on when it is asked again. */
    private void unwrap(SSLEngine engine, ByteBuffer in) throws SSLException {
        in.flip();
        engine.unwrap(in, received.clear());
        in.compact();
    }

    private ByteBuffer packets() {
        return ByteBuffer.allocate(4 * client.getSession().getPacketBufferSize());
    }

    private static SSLEngine client() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[] {new TrustsAnyIssuer()}, null);
            SSLEngine client = context.createSSLEngine();
            client.setUseClientMode(true);
            return client;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has TLS", e);
        }
    }

    private static Failure failure(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new Failure(String.valueOf(cause.getMessage()), true);
            }
        }
        return new Failure(String.valueOf(e.getMessage()), false);
    }

    /**
     * Not an {@code X509ExtendedTrustManager} on purpose: around a plain one JSSE itself checks that no certificate uses
     * what {@code jdk.tls.disabledAlgorithms} or {@code jdk.certpath.disabledAlgorithms} forbid, and so do other clients.
     */
    private static final class TrustsAnyIssuer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType) {
            throw new IllegalStateException("This is a client");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType) {
            // Who issued the certificate is a matter between the administrator and the real clients.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
