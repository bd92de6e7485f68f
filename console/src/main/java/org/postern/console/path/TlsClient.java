package org.postern.console.path;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS over a connection, with any certificate: it is looked at afterwards. What is said in it is never secret. */
final class TlsClient {
    private TlsClient() {}

    /** @param protocols those that are offered */
    static SSLSocket over(Socket plain, String name, List<String> protocols) throws IOException {
        SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket(plain, name, plain.getPort(), false);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(protocols.toArray(String[]::new));
        parameters.setServerNames(serverNames(name));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    static TlsSeen seen(SSLSocket socket) throws IOException {
        var session = socket.getSession();
        List<X509Certificate> chain = Stream.of(session.getPeerCertificates())
                .map(X509Certificate.class::cast)
                .toList();
        return new TlsSeen(session.getProtocol(), session.getCipherSuite(), chain);
    }

    /** As senders do (RFC 8461, section 4.1; RFC 7672, section 8.1). Addresses and what is no host name are not sent. */
    private static List<SNIServerName> serverNames(String name) {
        try {
            return name.matches("[\\d.]*|.*:.*") ? List.of() : List.of(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static SSLContext context() throws IOException {
        try {
            SSLContext context =
                    SSLContext.getInstance("TLS"); // One each: nothing is resumed, so the chain is shown each time.
            context.init(null, new TrustManager[] {new Inspecting()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("This JVM has no TLS", e);
        }
    }

    private static final class Inspecting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
