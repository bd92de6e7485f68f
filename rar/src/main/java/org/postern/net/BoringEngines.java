package org.postern.net;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.postern.tls.NativeTls;
import org.postern.tls.NativeTls.ServerSide;

/** The server's end of TLS connections with one certificate, by BoringSSL. Thread-safe. */
final class BoringEngines implements NativeTls.Engines {
    /** Those of clients that take no tickets. */
    private static final int SESSIONS = 1_000;

    private final SslContext context;
    private final TicketKeys tickets;

    /** May take some milliseconds. */
    BoringEngines(ServerSide server, Time time) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forServer(
                        server.key(), server.chain().toArray(X509Certificate[]::new))
                // Not freed by a finalizer: at its end an adapter has to know that all is free.
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .protocols(server.protocols())
                .ciphers(server.cipherSuites(), IdentityCipherSuiteFilter.INSTANCE)
                .clientAuth(
                        switch (server.clientCertificates()) {
                            case NONE -> ClientAuth.NONE;
                            case WANT -> ClientAuth.OPTIONAL;
                            case NEED -> ClientAuth.REQUIRE;
                        })
                .trustManager(new NamedRefusals(server.trust()))
                .sessionCacheSize(SESSIONS)
                .sessionTimeout(server.sessionLifetime().toSeconds());
        Optional<List<String>> groups = TlsGroups.allowed();
        if (groups.filter(List::isEmpty).isPresent()) {
            throw new SSLException("jdk.tls.disabledAlgorithms of this JVM forbids all of its groups");
        }
        groups.ifPresent(left -> builder.option(OpenSslContextOption.GROUPS, left.toArray(String[]::new)));
        context = builder.build();
        tickets = new TicketKeys((OpenSslSessionContext) context.sessionContext(), server.sessionLifetime(), time);
    }

    SslContext context() {
        return context;
    }

    /** Its buffers are the TLS layer's: it asks for memory itself only when it is given some of the heap, as in a self test. */
    @Override
    public SSLEngine newEngine() {
        tickets.renew();
        return context.newEngine(UnpooledByteBufAllocator.DEFAULT);
    }

    @Override
    public void release(SSLEngine engine) {
        ReferenceCountUtil.release(engine);
    }

    /** Whether the two sides of a complete handshake knew each other; empty for engines of others, which do not say. */
    static Optional<Boolean> isResumed(SSLEngine engine) {
        return engine instanceof ReferenceCountedOpenSslEngine own
                ? Optional.of(SSL.isSessionReused(own.sslPointer()))
                : Optional.empty();
    }
}
