package org.postern.net;

import io.netty.handler.ssl.OpenSsl;
import io.netty.util.ReferenceCountUtil;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postern.tls.Causes;
import org.postern.tls.NativeTls;

/**
 * BoringSSL, by netty-tcnative. Its memory is outside of the heap: what engines share of a certificate is freed when nothing
 * refers to it any more, which is looked at whenever a certificate is prepared, or when the adapter ends.
 */
final class BoringTls implements NativeTls {
    private static final String NATIVE_CLASS = "io/netty/internal/tcnative/SSL.class";

    private final Time time;
    private final ReferenceQueue<BoringEngines> unreachable = new ReferenceQueue<>();
    private final Set<Context> contexts = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What has to be freed when the engines of one certificate are not made any more. */
    private static final class Context extends PhantomReference<BoringEngines> {
        private final Object context;

        Context(BoringEngines engines, ReferenceQueue<BoringEngines> queue) {
            super(engines, queue);
            this.context = engines.context();
        }

        void free() {
            ReferenceCountUtil.safeRelease(context);
        }
    }

    BoringTls(Time time) {
        this.time = time;
    }

    @Override
    public String name() {
        return "BoringSSL";
    }

    @Override
    public Optional<String> obstacle() {
        return closed.get()
                ? Optional.of("the adapter has ended")
                : otherCopy(BoringTls.class.getClassLoader()).or(BoringTls::load);
    }

    /**
     * A native library belongs to one class loader, and finds its classes by name: with a copy in a parent as well it would take
     * those for its own (netty-tcnative issue 775), and what it does then ends the process.
     */
    static Optional<String> otherCopy(@Nullable ClassLoader own) {
        ClassLoader parent = own == null ? null : own.getParent();
        URL copy = parent == null ? null : parent.getResource(NATIVE_CLASS);
        return Optional.ofNullable(copy)
                .map(place -> "the server or the application has netty-tcnative as well (" + place + ")");
    }

    private static Optional<String> load() {
        return OpenSsl.isAvailable() ? Optional.empty() : Optional.of("it cannot be loaded (" + reason() + ")");
    }

    private static String reason() {
        return String.valueOf(Causes.root(OpenSsl.unavailabilityCause()));
    }

    @Override
    public Set<String> cipherSuites() {
        return OpenSsl.availableJavaCipherSuites();
    }

    @Override
    public Engines engines(ServerSide server) throws GeneralSecurityException {
        freeUnreachable();
        try {
            BoringEngines engines = new BoringEngines(server, time);
            contexts.add(new Context(engines, unreachable));
            if (closed.get()) {
                close();
            }
            return engines;
        } catch (SSLException | IllegalArgumentException e) {
            throw new GeneralSecurityException(
                    "it does not take it (" + Causes.root(e).getMessage() + ")", e);
        }
    }

    @Override
    public void close() {
        closed.set(true);
        contexts.forEach(this::free);
    }

    /** How many certificates have memory outside of the heap. */
    int contexts() {
        freeUnreachable();
        return contexts.size();
    }

    private void freeUnreachable() {
        for (Reference<?> gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
            free((Context) gone);
        }
    }

    /** By one of those that find it. */
    private void free(Context context) {
        if (contexts.remove(context)) {
            context.free();
        }
    }
}
