package org.postern.tls;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the server's end of TLS connections for one key. Those of one kind share a session cache, for resumption. */
final class ServerEngines {
    /** Those of clients that take no tickets. The JDK would keep 20,480, of several KiB each. */
    private static final int SESSIONS = 1_000;

    private final SingleKeyManager key;
    private final TlsPolicy policy;
    private final ClientTrust trust;
    private final LenientTls lenient;
    private final Clock clock;
    private volatile Served served;
    private volatile @Nullable Served servedLeniently;

    /**
     * One implementation of TLS.
     *
     * @param cipherSuites those of the policy that it has
     * @param since when its first session may have begun
     */
    private record Served(SSLContext context, List<String> cipherSuites, Instant since) {}

    ServerEngines(SingleKeyManager key, EngineSettings settings) {
        this.key = key;
        this.policy = settings.policy();
        this.trust = settings.clientTrust();
        this.lenient = settings.lenient();
        this.clock = settings.clock();
        this.served = servedByTheJvm();
    }

    /** Of the provider that comes first in this JVM, not initialized. */
    static SSLContext ofTheJvm() {
        try {
            return SSLContext.getInstance("TLS");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has TLS", e);
        }
    }

    SSLEngine newEngine() {
        if (isOver(served)) {
            renew();
        }
        return newEngine(served);
    }

    /**
     * The JDK's TLS gives a client that resumes a session a new ticket, for as long again, and one of TLS 1.2 may use the same for
     * longer: so all of them end together, when the first may have lasted as long as any may.
     */
    private synchronized void renew() {
        if (isOver(served)) {
            served = servedByTheJvm();
        }
    }

    private boolean isOver(Served sessions) {
        Duration age = Duration.between(sessions.since(), clock.instant());
        return age.isNegative() || age.compareTo(policy.sessionLifetime()) >= 0;
    }

    private Served servedByTheJvm() {
        try {
            return served(ofTheJvm(), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has TLS", e);
        }
    }

    /** Whether the first client whose name the JDK's TLS refuses has come. */
    boolean hasLoadedLenient() {
        return servedLeniently != null;
    }

    /** For clients whose name the JDK's TLS refuses. Blocks for the first, while it is loaded. */
    SSLEngine newLenientEngine() {
        Served loaded = servedLeniently;
        SSLEngine engine = newEngine(loaded == null || isOver(loaded) ? load() : loaded);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setAlgorithmConstraints(new SchemesOfKey(key.publicKey()));
        engine.setSSLParameters(parameters);
        return engine;
    }

    private synchronized Served load() {
        Served loaded = servedLeniently;
        if (loaded == null || isOver(loaded)) {
            try {
                loaded = served(lenient.newContext(), lenient.own(key));
                servedLeniently = loaded;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Bouncy Castle cannot serve " + key, e);
            }
        }
        return loaded;
    }

    private SSLEngine newEngine(Served from) {
        SSLEngine engine = from.context().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        // Bouncy Castle would choose a version that no suite is left of.
        parameters.setProtocols(policy.spoken().toArray(String[]::new));
        parameters.setCipherSuites(from.cipherSuites().toArray(String[]::new));
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

    private Served served(SSLContext made, KeyManager with) throws GeneralSecurityException {
        // Never null for the trust managers: that would read the JDK's own trust store.
        made.init(new KeyManager[] {with}, new TrustManager[] {trust.duringHandshake()}, new SecureRandom());
        SSLSessionContext sessions = made.getServerSessionContext();
        sessions.setSessionTimeout(Math.toIntExact(policy.sessionLifetime().toSeconds()));
        sessions.setSessionCacheSize(SESSIONS);
        Set<String> supported = Set.of(made.getSupportedSSLParameters().getCipherSuites());
        return new Served(
                made, policy.cipherSuites().stream().filter(supported::contains).toList(), clock.instant());
    }
}
