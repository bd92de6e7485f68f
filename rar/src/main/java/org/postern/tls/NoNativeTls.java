package org.postern.tls;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** No native library at all. */
public final class NoNativeTls implements NativeTls {
    @Override
    public String name() {
        return "A native library";
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.of("there is no native library");
    }

    @Override
    public Set<String> cipherSuites() {
        return Set.of();
    }

    @Override
    public Engines engines(ServerSide server, Optional<Supplier<byte[]>> staple) throws GeneralSecurityException {
        throw new GeneralSecurityException("there is no native library");
    }

    @Override
    public void close() {
        // It has nothing.
    }
}
