package org.postern.tls;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Finds out what an alias in one load of a key store is good for. */
final class AliasCheck {
    private final LoadedKeys keys;
    private final String source;

    /**
     * @param source the description of where the keys came from
     */
    AliasCheck(LoadedKeys keys, String source) {
        this.keys = keys;
        this.source = source;
    }

    /**
     * @param known what the alias stood for at the load before. When it still does, the finding has this same object,
     *     and clients can resume their TLS sessions.
     */
    Finding check(String alias, Optional<ServerCertificate> known) {
        try {
            if (!keys.contains(alias)) {
                return Finding.aliasNotFound(alias, source, keys.keyAliases());
            }
            Optional<Key> key = keys.key(alias);
            if (key.isEmpty()) {
                return Finding.notAKey(alias, source, "a certificate without a private key");
            }
            return key.get() instanceof PrivateKey privateKey && KeyProof.canProve(privateKey)
                    ? check(alias, privateKey, known)
                    : Finding.notAKey(
                            alias, source, "a key of the kind " + key.get().getAlgorithm());
        } catch (GeneralSecurityException | ProviderException e) {
            // ProviderException is unchecked, and what a hardware key throws when its device is gone.
            return Finding.keyUnreadable(alias, source);
        }
    }

    private Finding check(String alias, PrivateKey key, Optional<ServerCertificate> known)
            throws GeneralSecurityException {
        List<X509Certificate> chain = keys.chain(alias);
        if (chain.isEmpty()) {
            return Finding.notAKey(alias, source, "a private key without an X.509 certificate");
        }
        if (!KeyProof.belongTogether(key, chain.get(0).getPublicKey())) {
            return Finding.keyMismatch(alias, source);
        }
        // The key belongs to the certificate, so the same certificates mean the same key.
        ServerCertificate certificate = known.filter(earlier -> earlier.chain().equals(chain))
                .orElseGet(() -> new ServerCertificate(alias, key, chain));
        return Finding.proved(certificate, source);
    }
}
