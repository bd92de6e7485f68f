package org.postern.tls.keys;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The entries that a key store of another owner had when it was looked at. Its owner may change it in place, so aliases
 * and certificates are kept. Only keys are asked for later, one by one: to open all would need passwords for aliases
 * that are not bound, and what a device gives is a handle anyway. A key that was exchanged meanwhile does not belong to
 * the certificate that was kept, which is noticed, and the next look finds both.
 */
record StoreSnapshot(StoreContent content, LoadedKeys keys) implements LoadedKeys {
    @Override
    public boolean contains(String alias) {
        return entry(alias).isPresent();
    }

    @Override
    public List<String> keyAliases() {
        return content.entries().stream()
                .filter(StoreContent.Entry::isKey)
                .map(StoreContent.Entry::alias)
                .toList();
    }

    @Override
    public Optional<Key> key(String alias) throws GeneralSecurityException {
        Optional<StoreContent.Entry> entry = entry(alias).filter(StoreContent.Entry::isKey);
        return entry.isPresent() ? keys.key(entry.get().alias()) : Optional.empty();
    }

    @Override
    public List<X509Certificate> chain(String alias) {
        return entry(alias)
                .filter(StoreContent.Entry::isKey)
                .map(StoreContent.Entry::certificates)
                .orElse(List.of());
    }

    @Override
    public List<X509Certificate> trusted() {
        return content.entries().stream()
                .filter(entry -> !entry.isKey())
                .flatMap(entry -> entry.certificates().stream())
                .toList();
    }

    /** The exact name first: the JDK's own stores ignore case, others do not. */
    private Optional<StoreContent.Entry> entry(String alias) {
        return content.entries().stream()
                .filter(entry -> entry.alias().equals(alias))
                .findFirst()
                .or(() -> content.entries().stream()
                        .filter(entry -> entry.alias().equalsIgnoreCase(alias))
                        .findFirst());
    }
}
