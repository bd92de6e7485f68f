package org.postern.tls.keys;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that make up one alias.
 *
 * @param key where the private key is expected
 * @param certificate where its certificate is, perhaps with those of the issuers; may be the same file
 * @param issuers where the issuers' certificates are, for a certificate that stands alone
 */
record PemEntry(String alias, Optional<PemFile> key, Optional<PemFile> certificate, Optional<PemFile> issuers) {

    /** Whether there is a private key, even if it cannot be read. */
    boolean hasKey() {
        return key.filter(file -> file.key().isPresent() || file.damage().isPresent())
                .isPresent();
    }

    Optional<Key> key(List<String> passwords) throws GeneralSecurityException {
        if (key.isEmpty()) {
            // A file with both in it may have lost its key to the damage.
            requireWhole(certificate);
            return Optional.empty();
        }
        requireWhole(key);
        Optional<PemPrivateKey> found = key.get().key();
        return found.isPresent() ? Optional.of(found.get().open(passwords)) : Optional.empty();
    }

    List<X509Certificate> chain() throws HalfWrittenException {
        if (certificate.isEmpty()) {
            return List.of();
        }
        requireWhole(certificate);
        List<X509Certificate> own = certificate.get().certificates();
        if (own.size() != 1 || issuers.isEmpty()) {
            return own;
        }
        requireWhole(issuers);
        List<X509Certificate> chain = new ArrayList<>(own);
        chain.addAll(issuers.get().certificates());
        return List.copyOf(chain);
    }

    /** Also of files that the chain was not taken from after all. */
    List<UnreadCertificate> unread() {
        return Stream.of(certificate, issuers)
                .flatMap(Optional::stream)
                .flatMap(file -> file.unread().stream())
                .toList();
    }

    private static void requireWhole(Optional<PemFile> file) throws HalfWrittenException {
        if (file.isPresent()) {
            file.get().requireWhole();
        }
    }
}
