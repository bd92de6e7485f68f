package org.postern.tls;

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

/** A key store that has been read, with the passwords that may open its keys. Never shows a password. */
public final class LoadedKeys {
    private final KeyStore store;
    private final List<String> keyPasswords;

    /**
     * @param store must be loaded, and must not change any more
     * @param keyPasswords tried in this order on each key; none means the empty password
     */
    public LoadedKeys(KeyStore store, List<String> keyPasswords) {
        this.store = store;
        this.keyPasswords = keyPasswords.isEmpty() ? List.of("") : List.copyOf(keyPasswords);
    }

    boolean contains(String alias) throws KeyStoreException {
        return store.containsAlias(alias);
    }

    /** The aliases that could be bound, sorted. */
    List<String> keyAliases() throws KeyStoreException {
        List<String> aliases = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                aliases.add(alias);
            }
        }
        Collections.sort(aliases);
        return aliases;
    }

    /** The key of an alias; empty when the entry holds none. */
    Optional<Key> key(String alias) throws GeneralSecurityException {
        GeneralSecurityException failure = new UnrecoverableKeyException("No password given");
        for (String password : keyPasswords) {
            try {
                return Optional.ofNullable(store.getKey(alias, password.toCharArray()));
            } catch (UnrecoverableKeyException e) {
                failure = e;
            }
        }
        throw failure;
    }

    /** The certificates of an alias, its own first; empty when it has none or one that is not X.509. */
    List<X509Certificate> chain(String alias) throws KeyStoreException {
        Certificate @Nullable [] chain = store.getCertificateChain(alias);
        if (chain == null || !Arrays.stream(chain).allMatch(X509Certificate.class::isInstance)) {
            return List.of();
        }
        return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    }

    @Override
    public String toString() {
        return "LoadedKeys[" + store.getType() + "]";
    }
}
