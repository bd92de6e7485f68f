package org.postern.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;

/** A certificate with its private key, proved to be usable but for the dates, which are a matter of the moment. */
public final class ServerCertificate {
    private final String alias;
    private final List<X509Certificate> chain;
    private final ServerEngines engines;

    /** The chain must not be empty, and the key must belong to its first certificate. */
    ServerCertificate(String alias, PrivateKey key, List<X509Certificate> chain) {
        this.alias = alias;
        this.chain = List.copyOf(chain);
        this.engines = new ServerEngines(new SingleKeyManager(alias, key, this.chain));
    }

    /** The alias in the key store, as the binding names it. */
    public String alias() {
        return alias;
    }

    /** The distinguished name in the form of RFC 2253. */
    public String subject() {
        return leaf().getSubjectX500Principal().getName();
    }

    /** The first moment at which the certificate is valid. */
    public Instant notBefore() {
        return leaf().getNotBefore().toInstant();
    }

    /** The last moment at which the certificate is valid. */
    public Instant notAfter() {
        return leaf().getNotAfter().toInstant();
    }

    /** The certificates that clients are shown, this one first. */
    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public String toString() {
        return alias + " (" + subject() + ")";
    }

    /** Not public: only a usable {@link TlsOffer} may make engines. */
    SSLEngine newEngine() {
        return engines.newEngine();
    }

    private X509Certificate leaf() {
        return chain.get(0);
    }
}
