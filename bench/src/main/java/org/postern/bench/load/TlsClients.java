package org.postern.bench.load;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.internal.tcnative.SSL;
import java.io.IOException;

/** TLS 1.3 of the clients, by BoringSSL: it takes little of the processors that the servers need. */
final class TlsClients {
    private final SslContext full = context();
    private final SslContext resuming = context();

    /** Begins TLS on one connection. */
    @FunctionalInterface
    interface Session {
        SslHandler begin(ByteBufAllocator buffers);
    }

    TlsClients() throws IOException {}

    private static SslContext context() throws IOException {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .protocols("TLSv1.3")
                .build();
    }

    /**
     * How a connection is secured.
     *
     * @param client whose sessions are resumed: a name, and a number that is no port
     */
    Session session(Scenario.Tls tls, String client, int number) {
        return tls == Scenario.Tls.RESUMED ? buffers -> resuming.newHandler(buffers, client, number) : full::newHandler;
    }

    static boolean isResumed(SslHandler handler) {
        return handler.engine() instanceof ReferenceCountedOpenSslEngine engine
                && SSL.isSessionReused(engine.sslPointer());
    }
}
