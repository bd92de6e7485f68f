package org.postern.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Verifies the certificates of clients, where they are asked for. Immutable; equal when the authorities are. */
final class ClientTrust {
    private final TlsPolicy.ClientCertificates wanted;
    private final List<X509Certificate> authorities;
    private final X509ExtendedTrustManager verifier;

    private ClientTrust(
            TlsPolicy.ClientCertificates wanted, List<X509Certificate> authorities, X509ExtendedTrustManager verifier) {
        this.wanted = wanted;
        this.authorities = authorities;
        this.verifier = verifier;
    }

    /**
     * Trusts these authorities and what they have issued; without any, no client.
     *
     * @throws GeneralSecurityException if the certificates cannot be used as authorities
     */
    static ClientTrust in(List<X509Certificate> authorities, TlsPolicy.ClientCertificates wanted)
            throws GeneralSecurityException {
        return new ClientTrust(
                wanted, List.copyOf(authorities), authorities.isEmpty() ? new TrustsNone() : verifier(authorities));
    }

    /** For handshakes in which no certificate is asked for, and none would be trusted. */
    static ClientTrust none() {
        return new ClientTrust(TlsPolicy.ClientCertificates.NONE, List.of(), new TrustsNone());
    }

    TlsPolicy.ClientCertificates wanted() {
        return wanted;
    }

    /** What decides during the handshake: where certificates are only wanted, a bad one is as good as none. */
    X509ExtendedTrustManager duringHandshake() {
        return wanted == TlsPolicy.ClientCertificates.NEED ? verifier : new Lenient(verifier);
    }

    /** The client's certificates, its own first; empty if it has sent none that can be verified. */
    List<X509Certificate> verified(SSLSession session) {
        if (wanted == TlsPolicy.ClientCertificates.NONE) {
            return List.of();
        }
        try {
            X509Certificate[] chain = Arrays.stream(session.getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            verifier.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
            return List.of(chain);
        } catch (SSLPeerUnverifiedException | CertificateException e) {
            return List.of();
        }
    }

    private static X509ExtendedTrustManager verifier(List<X509Certificate> authorities)
            throws GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            anchors.load(null, null);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("Nothing is read", e);
        }
        for (int i = 0; i < authorities.size(); i++) {
            anchors.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientTrust that && wanted == that.wanted && authorities.equals(that.authorities);
    }

    @Override
    public int hashCode() {
        return authorities.hashCode();
    }

    /** Names the authorities to the client, and lets everything pass. */
    private static final class Lenient extends Verifier {
        private final X509ExtendedTrustManager verifier;

        Lenient(X509ExtendedTrustManager verifier) {
            this.verifier = verifier;
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return verifier.getAcceptedIssuers();
        }

        @Override
        void check(X509Certificate[] chain) {
            // Looked at when the handshake is over, by verified().
        }
    }

    private static final class TrustsNone extends Verifier {
        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }

        @Override
        void check(X509Certificate[] chain) throws CertificateException {
            throw new CertificateException("No authority is trusted");
        }
    }

    /** The six questions of JSSE as the one that they are for a server. */
    private abstract static class Verifier extends X509ExtendedTrustManager {
        abstract void check(X509Certificate[] chain) throws CertificateException;

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType, Socket socket)
                throws CertificateException {
            throw new CertificateException("This is a server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("This is a server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
            throw new CertificateException("This is a server");
        }
    }
}
