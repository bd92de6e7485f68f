package org.postern.tls.keys;

import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** A {@link KeyStore} of another owner, who may change it at any time. It is looked up each time. */
interface LiveKeyStoreSource extends KeyStoreSource {

    /** The one there is now. */
    KeyStore keyStore() throws KeyStoreUnreadableException;

    Passwords passwords();

    /** What the administrator does about one that is not initialised. */
    String remedy();

    /** What the store holds, not which object it is: a factory may make another object for each look-up. */
    @Override
    default Object fingerprint() {
        try {
            return StoreContent.of(keyStore());
        } catch (KeyStoreUnreadableException e) {
            return e.sentence();
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            return e.getClass();
        }
    }

    @Override
    default boolean mayChangeUnseen() {
        return true;
    }

    @Override
    default LoadedKeys load() throws KeyStoreUnreadableException {
        KeyStore store = keyStore();
        try {
            return new StoreSnapshot(
                    StoreContent.of(store), new KeyStoreKeys(store, passwords().ofKeys()));
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            // Providers of devices answer with exceptions of every kind, also of a class that they lack.
            throw new KeyStoreUnreadableException(
                    "Cannot read " + description() + ": it is not initialised, or its device does not answer. "
                            + remedy() + ".",
                    e);
        }
    }
}
