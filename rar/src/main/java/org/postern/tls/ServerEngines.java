package org.postern.tls;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Makes the server's end of TLS connections for one key. They share one session cache, for resumption. */
final class ServerEngines {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext context;
    private final String[] cipherSuites;

    ServerEngines(SingleKeyManager key) {
        this.context = context(key);
        this.cipherSuites = Arrays.stream(context.getDefaultSSLParameters().getCipherSuites())
                .filter(ServerEngines::isForwardSecret)
                .toArray(String[]::new);
    }

    SSLEngine newEngine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(cipherSuites);
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static SSLContext context(SingleKeyManager key) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            // No trust managers: null instead would read the JDK's own trust store, and no client is asked for a
            // certificate.
            context.init(new KeyManager[] {key}, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has TLS", e);
        }
    }

    /** With the key exchanges left out here, whoever gets the private key one day can read what was recorded before. */
    private static boolean isForwardSecret(String cipherSuite) {
        return !cipherSuite.startsWith("TLS_RSA_") && !cipherSuite.startsWith("TLS_ECDH_");
    }
}
