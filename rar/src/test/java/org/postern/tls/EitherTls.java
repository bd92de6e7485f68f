package org.postern.tls;

import io.netty.util.ReferenceCounted;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.postern.net.NioTransport;
import org.postern.net.SystemTime;

/** Which TLS the tests of TLS are run with: the build runs them with each, once as by default ({@code -Dpostern.tlsProvider}). */
public final class EitherTls {
    public static final TlsPolicy.Provider PROVIDER = TlsPolicy.Provider.valueOf(
            System.getProperty("postern.tlsProvider", "auto").toUpperCase(Locale.ROOT));

    public static final NativeTls LIBRARY = new NioTransport().tls(TicketSecrets.none(), new SystemTime());

    /** The same for tests that have engines and no connections, which would free them. */
    static final NativeTls FORGIVING = new Forgiving();

    private static final Queue<SSLEngine> MADE = new ConcurrentLinkedQueue<>();

    private EitherTls() {}

    /** Frees what tests have made, and not freed. */
    public static void releaseAll() {
        for (SSLEngine made = MADE.poll(); made != null; made = MADE.poll()) {
            if (made instanceof ReferenceCounted counted && counted.refCnt() > 0) {
                counted.release();
            }
        }
    }

    private static final class Forgiving implements NativeTls {
        @Override
        public String name() {
            return LIBRARY.name();
        }

        @Override
        public Optional<String> obstacle() {
            return LIBRARY.obstacle();
        }

        @Override
        public Set<String> cipherSuites() {
            return LIBRARY.cipherSuites();
        }

        @Override
        public Engines engines(ServerSide server, Optional<Supplier<byte[]>> staple) throws GeneralSecurityException {
            Engines engines = LIBRARY.engines(server, staple);
            return new Engines() {
                @Override
                public SSLEngine newEngine() {
                    SSLEngine engine = engines.newEngine();
                    MADE.add(engine);
                    return engine;
                }

                @Override
                public void release(SSLEngine engine) {
                    MADE.remove(engine);
                    engines.release(engine);
                }
            };
        }

        @Override
        public void close() {
            releaseAll();
        }
    }
}
