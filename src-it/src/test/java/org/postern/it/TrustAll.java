package org.postern.it;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS for tests, which look at the certificate instead of trusting it. */
final class TrustAll implements X509TrustManager {
    private TrustAll() {}

    static SSLSocket wrap(Socket connected) throws IOException {
        return wrap(connected, new KeyManager[0]);
    }

    /** For a client that shows a certificate itself, if it is asked for one. */
    static SSLSocket wrap(Socket connected, KeyManager[] own) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, new TrustManager[] {new TrustAll()}, null);
            return (SSLSocket) context.getSocketFactory().createSocket(connected, null, connected.getPort(), true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
