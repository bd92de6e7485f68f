package org.postern.ra.delivery;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.postern.api.MailSession;
import org.postern.net.ConnectionFacts;
import org.postern.net.ProxyFacts;
import org.postern.net.TlsFacts;

/** A session as a listener sees it. Immutable. */
record SessionView(
        ConnectionFacts connection,
        String heloName,
        String protocol,
        Optional<TlsFacts> tlsFacts,
        Optional<String> user)
        implements MailSession {
    @Override
    public InetSocketAddress peer() {
        return connection.peer();
    }

    @Override
    public InetSocketAddress localAddress() {
        return new InetSocketAddress(connection.local().ip(), connection.local().port());
    }

    @Override
    public Optional<Proxy> proxy() {
        return connection.proxy().map(ProxyView::new);
    }

    @Override
    public Optional<Tls> tls() {
        return tlsFacts.map(TlsView::new);
    }

    @Override
    public Optional<String> authenticatedUser() {
        return user;
    }

    private record ProxyView(ProxyFacts facts) implements MailSession.Proxy {
        @Override
        public InetSocketAddress address() {
            return facts.address();
        }

        @Override
        public Optional<String> clientName() {
            return facts.clientName();
        }
    }

    private record TlsView(TlsFacts facts) implements MailSession.Tls {
        @Override
        public String version() {
            return facts.version();
        }

        @Override
        public String cipherSuite() {
            return facts.cipherSuite();
        }

        @Override
        public Optional<String> serverNameIndication() {
            return facts.serverName();
        }

        @Override
        public List<X509Certificate> clientCertificates() {
            return facts.clientCertificates();
        }
    }
}
