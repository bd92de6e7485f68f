package org.postern.ra.delivery;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.postern.api.MailSession;
import org.postern.ip.LocalAddress;
import org.postern.net.AuthenticatedUser;
import org.postern.net.ProxyFacts;
import org.postern.net.SessionFacts;
import org.postern.net.TlsFacts;

/** A session as a listener sees it. Immutable. */
record SessionView(SessionFacts facts) implements MailSession {
    @Override
    public InetSocketAddress peer() {
        return facts.connection().peer();
    }

    @Override
    public InetSocketAddress localAddress() {
        LocalAddress local = facts.connection().local();
        return new InetSocketAddress(local.ip(), local.port());
    }

    @Override
    public String heloName() {
        return facts.client().heloName();
    }

    @Override
    public String protocol() {
        return facts.client().protocol();
    }

    @Override
    public Optional<Proxy> proxy() {
        return facts.connection().proxy().map(ProxyView::new);
    }

    @Override
    public Optional<Tls> tls() {
        return facts.tls().map(TlsView::new);
    }

    @Override
    public Optional<String> authenticatedUser() {
        return facts.user().map(AuthenticatedUser::name);
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
