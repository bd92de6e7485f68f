package org.postern.tls;

import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The signature schemes of keys that are for RSASSA-PSS alone, one for each hash (RFC 8446 section 4.2.3). A key may be bound to
 * one of them (RFC 4055 section 1.2), and verifiers refuse the others then.
 */
final class PssSchemes {
    private static final List<String> HASHES = List.of("SHA-256", "SHA-384", "SHA-512");
    /** The number of the first; those of the others follow. */
    private static final int SHA_256 = 0x0809;

    private PssSchemes() {}

    /** By their numbers. */
    static List<Integer> of(PublicKey key) {
        return schemes(key, true);
    }

    /** Those that such a key must not sign with, by their numbers. */
    static List<Integer> forbiddenTo(PublicKey key) {
        return schemes(key, false);
    }

    private static List<Integer> schemes(PublicKey key, boolean permitted) {
        return IntStream.range(0, HASHES.size())
                .filter(i -> permits(key, HASHES.get(i)) == permitted)
                .mapToObj(i -> SHA_256 + i)
                .toList();
    }

    private static boolean permits(PublicKey key, String hash) {
        return !(key instanceof RSAKey rsa)
                || !(rsa.getParams() instanceof PSSParameterSpec bound)
                || bound.getDigestAlgorithm().equals(hash);
    }
}
