package org.postern.tls.keys;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entries of a {@link KeyStore}, with the passwords that may open its keys. Never shows a password. */
public final class KeyStoreKeys implements LoadedKeys {
    private final KeyStore store;
    private final List<String> keyPasswords;

    /**
     * @param store must be loaded, and must not change any more
     * @param keyPasswords tried in this order on each key; then the empty password and none, which is what stores want
     *     whose keys have no password, and those of devices
     */
    public KeyStoreKeys(KeyStore store, List<String> keyPasswords) {
        this.store = store;
        this.keyPasswords = List.copyOf(keyPasswords);
    }

    @Override
    public boolean contains(String alias) throws KeyStoreException {
        return store.containsAlias(alias);
    }

    @Override
    public List<String> keyAliases() throws KeyStoreException {
        List<String> aliases = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                aliases.add(alias);
            }
        }
        Collections.sort(aliases);
        return aliases;
    }

    @Override
    public Optional<Key> key(String alias) throws GeneralSecurityException {
        UnrecoverableKeyException failure = new UnrecoverableKeyException("No password opens the key " + alias);
        for (char @Nullable [] password : candidates()) {
            try {
                return Optional.ofNullable(store.getKey(alias, password));
            } catch (GeneralSecurityException | RuntimeException e) {
                // Stores differ in how they say that a password, or its absence, is not what they want.
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private List<char @Nullable []> candidates() {
        List<char @Nullable []> candidates = new ArrayList<>();
        keyPasswords.forEach(password -> candidates.add(password.toCharArray()));
        candidates.add(new char[0]);
        candidates.add(null);
        return candidates;
    }

    @Override
    public List<X509Certificate> chain(String alias) throws KeyStoreException {
        Certificate @Nullable [] chain = store.getCertificateChain(alias);
        if (chain == null || !Arrays.stream(chain).allMatch(X509Certificate.class::isInstance)) {
            return List.of();
        }
        return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    }

    @Override
    public List<X509Certificate> trusted() throws KeyStoreException {
        List<X509Certificate> trusted = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                trusted.add(certificate);
            }
        }
        return trusted;
    }

    @Override
    public String toString() {
        return "KeyStoreKeys[" + store.getType() + "]";
    }
}
