package org.postern.boring;

import io.netty.handler.ssl.OpenSsl;
import java.security.Provider;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * The library, among the security providers of the JVM: that is where each adapter finds it that comes later, whatever class loader it
 * has, and what keeps the library for good. It offers no algorithm to others. Thread-safe.
 *
 * <p>As a function it prepares what the connections with one certificate share: a {@link SharedContext}. Its argument is described
 * there.
 */
public final class BoringProvider extends Provider
        implements Function<Map<String, Object>, Object>, Supplier<Set<String>> {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Throwable> failure;

    /** Loads the library. Blocks meanwhile. A failure is told when it is used: what was loaded until then has to stay, too. */
    public BoringProvider(String name) {
        super(name, "1", "TLS of BoringSSL for Postern");
        this.failure = load();
    }

    private static Optional<Throwable> load() {
        try {
            return Optional.ofNullable(OpenSsl.unavailabilityCause());
        } catch (LinkageError e) {
            return Optional.of(e);
        }
    }

    /** @throws IllegalStateException if the library cannot be loaded; with the reason as its cause */
    @Override
    public Set<String> get() {
        check();
        return OpenSsl.availableJavaCipherSuites();
    }

    @Override
    public Object apply(Map<String, Object> server) {
        check();
        try {
            return new SharedContext(server);
        } catch (SSLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void check() {
        failure.ifPresent(cause -> {
            throw new IllegalStateException(cause);
        });
    }
}
