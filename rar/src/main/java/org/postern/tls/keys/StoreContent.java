package org.postern.tls.keys;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a key store shows without a password: equal as long as it holds the same. Private keys are not looked at,
 * since devices do not give them away; a new key comes with a new certificate.
 */
record StoreContent(List<Entry> entries) {

    /**
     * @param created unknown where the store does not tell, or makes a time up
     * @param certificates empty for an entry that has none, or one that is not X.509
     */
    record Entry(String alias, boolean isKey, Optional<Instant> created, List<X509Certificate> certificates) {}

    /** Reads it, sorted by alias. */
    static StoreContent of(KeyStore store) throws GeneralSecurityException {
        Instant now = Instant.now();
        TreeMap<String, Entry> entries = new TreeMap<>();
        for (String alias : Collections.list(store.aliases())) {
            boolean isKey = store.isKeyEntry(alias);
            List<X509Certificate> certificates = isKey
                    ? x509(store.getCertificateChain(alias))
                    : x509(new Certificate[] {store.getCertificate(alias)});
            entries.put(alias, new Entry(alias, isKey, created(store, alias, now), certificates));
        }
        return new StoreContent(List.copyOf(entries.values()));
    }

    private static Optional<Instant> created(KeyStore store, String alias, Instant now) throws KeyStoreException {
        try {
            // Stores of the operating system give the time of the question, which would look like a change each time.
            return Optional.ofNullable(store.getCreationDate(alias))
                    .map(Date::toInstant)
                    .filter(date -> date.isBefore(now));
        } catch (RuntimeException e) {
            return Optional.empty(); // PKCS#11 knows no such date
        }
    }

    private static List<X509Certificate> x509(@Nullable Certificate @Nullable [] certificates)
            throws GeneralSecurityException {
        if (certificates == null || !Arrays.stream(certificates).allMatch(X509Certificate.class::isInstance)) {
            return List.of();
        }
        return JdkObjects.remade(List.of(Arrays.copyOf(certificates, certificates.length, X509Certificate[].class)));
    }
}
