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
 *
 * <p>Of the six questions of JSSE a server's engine has one. The others trust no certificate.
 */
final class NamedRefusals extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager verifier;

    NamedRefusals(X509ExtendedTrustManager verifier) {
        this.verifier = verifier;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        try {
            verifier.checkClientTrusted(chain, keyType, engine);
        } catch (CertificateException e) {
            throw refusal(e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket) throws CertificateException {
        throw unasked();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        throw unasked();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        throw unasked();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, Socket socket) throws CertificateException {
        throw unasked();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        throw unasked();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return verifier.getAcceptedIssuers();
    }

    private static CertificateException unasked() {
        return refusal(new CertificateException("The engine of a server asks about clients, and with itself"));
    }

    private static CertificateException refusal(CertificateException reason) {
        return new OpenSslCertificateException(
                reason.getMessage(), reason, CertificateVerifier.X509_V_ERR_CERT_REJECTED);
    }
}
