package org.postern.net;

import java.net.Socket;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

/** The TLS of one client, with its likes and dislikes. It believes in every server unless told otherwise. */
final class TestClient {
    private Optional<String> version = Optional.empty();
    private Optional<String> cipherSuite = Optional.empty();
    private Optional<byte[]> serverName = Optional.empty();
    private boolean suspicious;
    private KeyManager[] keys = {};
    private Optional<TrustManager[]> trust = Optional.empty();
    private Optional<SSLContext> memory = Optional.empty();

    /** Speaks this version only. */
    TestClient version(String name) {
        version = Optional.of(name);
        return this;
    }

    /** Can this suite only. */
    TestClient cipherSuite(String name) {
        cipherSuite = Optional.of(name);
        return this;
    }

    /** Asks for these octets as a host. */
    TestClient askingFor(byte[] name) {
        serverName = Optional.of(name);
        return this;
    }

    /** Believes in no server. */
    TestClient suspicious() {
        suspicious = true;
        return this;
    }

    /** Believes in whom these do. */
    TestClient trusting(TrustManager... others) {
        trust = Optional.of(others);
        return this;
    }

    /** Shows this certificate when it is asked for one. */
    TestClient showing(KeyPair pair, X509Certificate certificate) {
        keys = new KeyManager[] {new OneCertificate(pair.getPrivate(), certificate)};
        return this;
    }

    /** Goes on with the session that it had with a server before, if both still know it. */
    TestClient remembering() throws Exception {
        memory = Optional.of(context());
        return this;
    }

    /** The socket in TLS, before its handshake. */
    SSLSocket secure(Socket socket) throws Exception {
        SSLContext context = memory.isPresent() ? memory.get() : context();
        SSLSocket secured = (SSLSocket) context.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        secured.setSSLParameters(likes(secured.getSSLParameters()));
        return secured;
    }

    /** For those that move the records themselves. */
    SSLEngine engine() throws Exception {
        SSLEngine engine = context().createSSLEngine();
        engine.setUseClientMode(true);
        engine.setSSLParameters(likes(engine.getSSLParameters()));
        return engine;
    }

    private SSLParameters likes(SSLParameters parameters) {
        version.ifPresent(name -> parameters.setProtocols(new String[] {name}));
        cipherSuite.ifPresent(name -> parameters.setCipherSuites(new String[] {name}));
        serverName.ifPresent(name -> parameters.setServerNames(List.of(new AnyName(name))));
        return parameters;
    }

    private SSLContext context() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.orElseGet(() -> new TrustManager[] {new Trust(suspicious)}), null);
        return context;
    }

    /** A host name that need not be one. */
    private static final class AnyName extends SNIServerName {
        AnyName(byte[] octets) {
            super(StandardConstants.SNI_HOST_NAME, octets);
        }
    }

    private record Trust(boolean suspicious) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            if (suspicious) {
                throw new CertificateException("I do not like it");
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Whatever authorities the server names. */
    private static final class OneCertificate extends X509ExtendedKeyManager {
        private final PrivateKey key;
        private final X509Certificate certificate;

        OneCertificate(PrivateKey key, X509Certificate certificate) {
            this.key = key;
            this.certificate = certificate;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return "one";
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return "one";
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {"one"};
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            throw new UnsupportedOperationException();
        }
    }
}
