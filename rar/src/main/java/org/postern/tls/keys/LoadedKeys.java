package org.postern.tls.keys;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** What one load of a key store has brought. Does not change any more, and never shows a password. */
public interface LoadedKeys {

    /** Whether there is an entry of any kind under an alias. */
    boolean contains(String alias) throws KeyStoreException;

    /** The aliases that could be bound, sorted. */
    List<String> keyAliases() throws KeyStoreException;

    /**
     * The key of an alias; empty when the entry holds none.
     *
     * @throws GeneralSecurityException when there is one that cannot be opened
     */
    Optional<Key> key(String alias) throws GeneralSecurityException;

    /** The certificates of an alias, its own first; empty when it has none or one that is not X.509. */
    List<X509Certificate> chain(String alias) throws GeneralSecurityException;

    /** Those certificates that an alias has besides, or may have, and that Java cannot read. */
    default List<UnreadCertificate> unread(String alias) throws GeneralSecurityException {
        return List.of();
    }

    /** The certificates that stand alone, without a private key: in a trust store, those of the authorities. */
    List<X509Certificate> trusted() throws GeneralSecurityException;
}
