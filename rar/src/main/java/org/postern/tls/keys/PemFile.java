package org.postern.tls.keys;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What one PEM file held when it was read.
 *
 * @param holdsKey whether it is about a private key, even if that is damaged
 * @param key the first private key
 * @param certificates in the order of the file
 * @param unread certificates beside a key that Java cannot read
 * @param damage why it could not be read; then there is neither a key nor certificates
 */
record PemFile(
        Path path,
        boolean holdsKey,
        Optional<PemPrivateKey> key,
        List<X509Certificate> certificates,
        List<UnreadCertificate> unread,
        Optional<HalfWrittenException> damage) {

    /** Its name without what stands after the last dot. */
    String baseName() {
        int dot = name().lastIndexOf('.');
        return dot < 0 ? name() : name().substring(0, dot);
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    void requireWhole() throws HalfWrittenException {
        if (damage.isPresent()) {
            throw damage.get();
        }
    }
}
