package org.postern.it;

import java.security.KeyStore;
import java.util.Hashtable;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.spi.ObjectFactory;

/** Gives the server the key store that a test has put there, each time that somebody looks it up. */
public final class KeyStoreFactory implements ObjectFactory {
    /** The server makes instances by itself, so they can only meet the test here. */
    static final AtomicReference<Optional<KeyStore>> CURRENT = new AtomicReference<>(Optional.empty());

    @Override
    public Object getObjectInstance(Object reference, Name name, Context context, Hashtable<?, ?> environment) {
        return CURRENT.get().orElseThrow();
    }
}
