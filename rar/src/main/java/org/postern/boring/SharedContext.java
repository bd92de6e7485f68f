package org.postern.boring;

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
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What connections with one certificate share: it supplies engines for the server's end of them, consumes those that are not used any
 * more, knows whether one has resumed a session, and is run when no new ones are wanted. Thread-safe.
 */
final class SharedContext implements Supplier<SSLEngine>, Consumer<SSLEngine>, Predicate<SSLEngine>, Runnable {
    /** Those of clients that take no tickets. */
    private static final int SESSIONS = 1_000;

    private static final byte[] NOTHING = {};

    private final SslContext context;
    private final TicketKeys tickets;
    private final Optional<Supplier<byte[]>> staple;

    /**
     * May take some milliseconds.
     *
     * @param server {@code key} (PrivateKey), {@code chain} (X509Certificate[]), {@code protocols}, {@code cipherSuites} and {@code groups}
     *     (String[]; of no group for those that the library has), {@code clientAuth} (NONE, OPTIONAL or REQUIRE), {@code trust}
     *     (X509ExtendedTrustManager), {@code sessionLifetime} (Duration) and {@code nanos} (LongSupplier); where OCSP responses are
     *     stapled, {@code staple} (Supplier of byte[]: of no octets while there is none); where several instances have common keys of
     *     session tickets, {@code ticketKey} (the same: see {@link TicketKeys})
     */
    @SuppressWarnings("unchecked") // What the parameter says.
    SharedContext(Map<String, Object> server) throws SSLException {
        Duration lifetime = of(server, "sessionLifetime", Duration.class);
        String[] groups = of(server, "groups", String[].class);
        SslContextBuilder builder = SslContextBuilder.forServer(
                        of(server, "key", PrivateKey.class), of(server, "chain", X509Certificate[].class))
                // Not freed by a finalizer: at its end an adapter has to know that all is free.
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .protocols(of(server, "protocols", String[].class))
                .ciphers(List.of(of(server, "cipherSuites", String[].class)), IdentityCipherSuiteFilter.INSTANCE)
                .clientAuth(ClientAuth.valueOf(of(server, "clientAuth", String.class)))
                .trustManager(new NamedRefusals(of(server, "trust", X509ExtendedTrustManager.class)))
                .sessionCacheSize(SESSIONS)
                .sessionTimeout(lifetime.toSeconds());
        if (groups.length > 0) {
            builder.option(OpenSslContextOption.GROUPS, groups);
        }
        staple = Optional.ofNullable((Supplier<byte[]>) server.get("staple"));
        builder.enableOcsp(staple.isPresent());
        context = builder.build();
        OpenSslSessionContext sessions = (OpenSslSessionContext) context.sessionContext();
        tickets = new TicketKeys(
                sessions::setTicketKeys,
                (Supplier<byte[]>) server.getOrDefault("ticketKey", (Supplier<byte[]>) () -> NOTHING),
                lifetime,
                of(server, "nanos", LongSupplier.class));
    }

    private static <T> T of(Map<String, Object> server, String name, Class<T> type) {
        return Objects.requireNonNull(type.cast(server.get(name)), name);
    }

    /** Has to be given back. The memory that it takes for a moment is its own. */
    @Override
    public SSLEngine get() {
        tickets.renew();
        byte[] response = staple.isPresent() ? staple.get().get() : NOTHING;
        SSLEngine engine = context.newEngine(UnpooledByteBufAllocator.DEFAULT);
        if (response.length > 0) {
            ((ReferenceCountedOpenSslEngine) engine).setOcspResponse(response);
        }
        return engine;
    }

    @Override
    public void accept(SSLEngine engine) {
        ReferenceCountUtil.release(engine);
    }

    /** After a complete handshake. */
    @Override
    public boolean test(SSLEngine engine) {
        return SSL.isSessionReused(((ReferenceCountedOpenSslEngine) engine).sslPointer());
    }

    /** Engines that are in use stay usable. */
    @Override
    public void run() {
        ReferenceCountUtil.release(context);
    }
}
