package org.postern.tls;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.PublicKey;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Bouncy Castle's TLS from signing with a hash that the key is not bound to: it would take the first that the client
 * names. Clients with keys that are bound to such a hash cannot show their certificates then; there are hardly any.
 */
final class SchemesOfKey implements AlgorithmConstraints {
    private final Set<String> forbidden;

    SchemesOfKey(PublicKey key) {
        this.forbidden =
                PssSchemes.forbiddenTo(key).stream().map(TlsNames::scheme).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, @Nullable AlgorithmParameters parameters) {
        return !forbidden.contains(algorithm);
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return true;
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, Key key, @Nullable AlgorithmParameters parameters) {
        return permits(primitives, algorithm, parameters);
    }
}
