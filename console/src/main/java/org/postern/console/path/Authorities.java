package org.postern.console.path;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Those that a JVM knows by itself. An application server's own trust store is another one, and may have its own self-signed
 * certificate in it, which no sender knows. Immutable.
 */
public final class Authorities {
    private final TrustManager[] managers;

    private Authorities(TrustManager[] managers) {
        this.managers = managers;
    }

    public static Authorities ofTheJvm() throws IOException {
        try (InputStream file =
                Files.newInputStream(Path.of(System.getProperty("java.home"), "lib/security/cacerts"))) {
            KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
            known.load(file, null);
            return of(known);
        } catch (GeneralSecurityException e) {
            throw new IOException("The JVM's own authorities cannot be read", e);
        }
    }

    static Authorities of(KeyStore known) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(known);
        return new Authorities(factory.getTrustManagers());
    }

    /** Why a sender with the same authorities does not trust the chain; empty if it does. */
    Optional<String> objection(List<X509Certificate> chain) {
        X509TrustManager manager = Stream.of(managers)
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
        try {
            manager.checkServerTrusted(
                    chain.toArray(X509Certificate[]::new), "UNKNOWN"); // As JSSE says it for TLS 1.3.
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(Text.of(String.valueOf(e.getMessage())));
        }
    }

    SSLSocketFactory socketFactory() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, new SecureRandom());
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("This JVM has no TLS", e);
        }
    }
}
