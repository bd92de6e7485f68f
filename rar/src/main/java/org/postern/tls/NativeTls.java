package org.postern.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS of a native library, beside that of the JDK: this room knows no such library, another one gives it. What it has made is
 * freed when nothing refers to it any more, or by {@link #close}. Thread-safe.
 */
public interface NativeTls extends AutoCloseable {
    /** What administrators know it by. */
    String name();

    /** Why it serves nothing in this JVM, a clause; empty if it does. Blocks when asked first, while the library is loaded. */
    Optional<String> obstacle();

    /** Those that it has, by their JSSE names. Only while there is no {@link #obstacle}. */
    Set<String> cipherSuites();

    /**
     * Prepares what the engines of one certificate share.
     *
     * @param staple the OCSP response for clients that ask, if any is to be sent: asked for each engine, and without octets
     *     while there is none
     * @throws GeneralSecurityException if it cannot serve it; with a clause for the administrator
     */
    Engines engines(ServerSide server, Optional<Supplier<byte[]>> staple) throws GeneralSecurityException;

    /** Gives back what it has. Engines that are in use stay usable, and no new ones are made. */
    @Override
    void close();

    /**
     * What an engine is made of.
     *
     * @param chain the server's own first
     * @param protocols by their JSSE names
     * @param cipherSuites by their JSSE names, the preferred first
     * @param trust what decides about certificates of clients
     * @param sessionLifetime how long a client may resume a session
     */
    record ServerSide(
            PrivateKey key,
            List<X509Certificate> chain,
            List<String> protocols,
            List<String> cipherSuites,
            TlsPolicy.ClientCertificates clientCertificates,
            X509ExtendedTrustManager trust,
            Duration sessionLifetime) {}

    /** Makes the server's end of connections with one certificate; they share what sessions are resumed by. */
    interface Engines {
        /** A new one, which has to be given back: by what uses it, or by {@link #release}. */
        SSLEngine newEngine();

        /** Frees an engine that is not used any more. */
        void release(SSLEngine engine);
    }
}
