package org.postern.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;

/** Makes the server's end of TLS connections for one key. They share one session cache, for resumption. */
final class ServerEngines {
    /** Those of clients that take no tickets. The JDK would keep 20,480, of several KiB each. */
    private static final int SESSIONS = 1_000;

    private final SSLContext context;
    private final TlsPolicy policy;
    private final ClientTrust trust;

    ServerEngines(SingleKeyManager key, TlsPolicy policy, ClientTrust trust) {
        this.policy = policy;
        this.trust = trust;
        this.context = context(key, trust);
        SSLSessionContext sessions = context.getServerSessionContext();
        sessions.setSessionTimeout(Math.toIntExact(policy.sessionLifetime().toSeconds()));
        sessions.setSessionCacheSize(SESSIONS);
    }

    SSLEngine newEngine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(policy.protocols().toArray(String[]::new));
        parameters.setCipherSuites(policy.cipherSuites().toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        switch (trust.wanted()) {
            case NONE -> parameters.setWantClientAuth(false);
            case WANT -> parameters.setWantClientAuth(true);
            case NEED -> parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** The client's certificates, if they were asked for and can be verified. */
    List<X509Certificate> clientCertificates(SSLSession session) {
        return trust.verified(session);
    }

    private static SSLContext context(SingleKeyManager key, ClientTrust trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            // Never null for the trust managers: that would read the JDK's own trust store.
            context.init(new KeyManager[] {key}, new TrustManager[] {trust.duringHandshake()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has TLS", e);
        }
    }
}
