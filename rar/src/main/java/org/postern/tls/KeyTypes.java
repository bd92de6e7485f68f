package org.postern.tls;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What providers of TLS call the kind of a key when they ask a key manager for one. The JDK has the names of the algorithms;
 * Bouncy Castle asks for a curve in TLS 1.3, and for what authenticates a cipher suite in TLS 1.2.
 */
final class KeyTypes {
    /** By the size of the curve's order. */
    private static final Map<Integer, String> CURVES = Map.of(256, "secp256r1", 384, "secp384r1", 521, "secp521r1");

    private KeyTypes() {}

    static Set<String> of(PublicKey key) {
        return Stream.concat(Stream.of(key.getAlgorithm()), ofBouncyCastle(key)).collect(Collectors.toSet());
    }

    private static Stream<String> ofBouncyCastle(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            return Stream.of("ECDHE_ECDSA", "EC/" + CURVES.get(bits));
        }
        return key instanceof RSAPublicKey ? Stream.of("ECDHE_RSA", "DHE_RSA") : Stream.of();
    }
}
