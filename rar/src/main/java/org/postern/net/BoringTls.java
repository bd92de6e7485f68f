package org.postern.net;

import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.tls.Causes;
import org.postern.tls.NativeTls;
import org.postern.tls.TicketSecrets;

/**
 * BoringSSL, by netty-tcnative. Its memory is outside of the heap: what engines share of a certificate is freed when nothing
 * refers to it any more, which is looked at whenever a certificate is prepared, or when the adapter ends.
 */
final class BoringTls implements NativeTls {
    private final TicketSecrets secrets;
    private final Time time;
    private final AtomicReference<@Nullable BoringLibrary> library = new AtomicReference<>();
    private final ReferenceQueue<BoringEngines> unreachable = new ReferenceQueue<>();
    private final Set<Context> contexts = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What has to be freed when the engines of one certificate are not made any more. */
    private static final class Context extends PhantomReference<BoringEngines> {
        private final SharedContext context;

        Context(BoringEngines engines, ReferenceQueue<BoringEngines> queue) {
            super(engines, queue);
            this.context = engines.context();
        }

        void free() {
            context.close();
        }
    }

    BoringTls(TicketSecrets secrets, Time time) {
        this.secrets = secrets;
        this.time = time;
    }

    @Override
    public String name() {
        return "BoringSSL";
    }

    @Override
    public Optional<String> obstacle() {
        if (closed.get()) {
            return Optional.of("the adapter has ended");
        }
        try {
            cipherSuites();
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of("it cannot be loaded (" + Causes.root(e) + ")");
        }
    }

    @Override
    public Set<String> cipherSuites() {
        return library().cipherSuites();
    }

    @Override
    public Engines engines(ServerSide server, Optional<Supplier<byte[]>> staple) throws GeneralSecurityException {
        freeUnreachable();
        try {
            BoringEngines engines = new BoringEngines(library(), server, staple, secrets, time);
            contexts.add(new Context(engines, unreachable));
            if (closed.get()) {
                close();
            }
            return engines;
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(
                    "it does not take it (" + Causes.root(e).getMessage() + ")", e);
        }
    }

    /** The first of several that look for it at once is kept; they find the same. */
    private BoringLibrary library() {
        BoringLibrary known = library.get();
        if (known != null) {
            return known;
        }
        try {
            BoringLibrary found = BoringLibrary.find();
            library.set(found);
            return found;
        } catch (IOException e) {
            throw new IllegalStateException(e);
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
