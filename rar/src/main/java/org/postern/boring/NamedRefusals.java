package org.postern.boring;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Says to BoringSSL why the certificate of a client is refused. Without a reason its client would hear {@code internal_error}, as of
 * a fault of the server; with this one it hears {@code bad_certificate} (RFC 8446 section 6.2).
 */
final class NamedRefusals extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager verifier;

    NamedRefusals(X509ExtendedTrustManager verifier) {
        this.verifier = verifier;
    }

    /** One of the questions. */
    @FunctionalInterface
    private interface Question {
        void ask() throws CertificateException;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        named(() -> verifier.checkClientTrusted(chain, keyType, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket) throws CertificateException {
        named(() -> verifier.checkClientTrusted(chain, keyType, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        named(() -> verifier.checkClientTrusted(chain, keyType));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        named(() -> verifier.checkServerTrusted(chain, keyType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, Socket socket) throws CertificateException {
        named(() -> verifier.checkServerTrusted(chain, keyType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        named(() -> verifier.checkServerTrusted(chain, keyType));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return verifier.getAcceptedIssuers();
    }

    private static void named(Question question) throws CertificateException {
        try {
            question.ask();
        } catch (CertificateException e) {
            throw new OpenSslCertificateException(e.getMessage(), e, CertificateVerifier.X509_V_ERR_CERT_REJECTED);
        }
    }
}
