package org.postern.net;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.postern.tls.CommonTicketKey;
import org.postern.tls.NativeTls;
import org.postern.tls.NativeTls.ServerSide;
import org.postern.tls.TicketSecrets;

/** The server's end of TLS connections with one certificate, by BoringSSL. Thread-safe. */
final class BoringEngines implements NativeTls.Engines {
    private final SharedContext context;

    /**
     * May take some milliseconds.
     *
     * @throws IllegalArgumentException if the library does not take it
     */
    BoringEngines(
            BoringLibrary library,
            ServerSide server,
            Optional<Supplier<byte[]>> staple,
            TicketSecrets secrets,
            Time time) {
        Map<String, Object> parts = new HashMap<>();
        parts.put("key", server.key());
        parts.put("chain", server.chain().toArray(X509Certificate[]::new));
        parts.put("protocols", server.protocols().toArray(String[]::new));
        parts.put("cipherSuites", server.cipherSuites().toArray(String[]::new));
        parts.put("groups", groups(TlsGroups.allowed()));
        parts.put(
                "clientAuth",
                switch (server.clientCertificates()) {
                    case NONE -> "NONE";
                    case WANT -> "OPTIONAL";
                    case NEED -> "REQUIRE";
                });
        parts.put("trust", server.trust());
        parts.put("sessionLifetime", server.sessionLifetime());
        parts.put("nanos", (LongSupplier) time::nanos);
        parts.put("ticketKey", new CommonTicketKey(server, secrets, time::nanos));
        staple.ifPresent(responses -> parts.put("staple", responses));
        this.context = new SharedContext(library.sharedContext(parts));
    }

    /**
     * None for all that it has.
     *
     * @param allowed empty if all are
     * @throws IllegalArgumentException if none is
     */
    static String[] groups(Optional<List<String>> allowed) {
        if (allowed.filter(List::isEmpty).isPresent()) {
            throw new IllegalArgumentException("jdk.tls.disabledAlgorithms of this JVM forbids all of its groups");
        }
        return allowed.orElse(List.of()).toArray(String[]::new);
    }

    SharedContext context() {
        return context;
    }

    @Override
    public SSLEngine newEngine() {
        return new BoringEngine(context);
    }

    @Override
    public void release(SSLEngine engine) {
        ((BoringEngine) engine).release();
    }

    /** Whether the two sides of a complete handshake knew each other; empty for engines of others, which do not say. */
    static Optional<Boolean> isResumed(SSLEngine engine) {
        return engine instanceof BoringEngine own ? Optional.of(own.isResumed()) : Optional.empty();
    }
}
