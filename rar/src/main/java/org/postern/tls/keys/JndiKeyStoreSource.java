package org.postern.tls.keys;

import java.security.KeyStore;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** A {@link KeyStore} that is bound in JNDI. It is looked up each time, since another one may be bound meanwhile. */
record JndiKeyStoreSource(String name, Passwords passwords, SettingNames names, Lookup naming)
        implements LiveKeyStoreSource {

    @Override
    public String description() {
        return "the " + names.store() + " bound in JNDI as " + name;
    }

    @Override
    public String remedy() {
        return "Bind one that has been loaded";
    }

    @Override
    public KeyStore keyStore() throws KeyStoreUnreadableException {
        Object bound = lookup();
        if (bound == null) {
            throw nothingBound(null);
        }
        if (bound instanceof KeyStore store) {
            return store;
        }
        throw new KeyStoreUnreadableException(
                "Cannot use what is bound in JNDI as " + name + ": it is a "
                        + bound.getClass().getName() + ". Bind a java.security.KeyStore there, or correct "
                        + names.location() + ".",
                null);
    }

    private @Nullable Object lookup() throws KeyStoreUnreadableException {
        try {
            return naming.lookup(name);
        } catch (NamingException e) {
            throw isNotFound(e) ? nothingBound(e) : lookupFailed(e.getExplanation(), e);
        } catch (RuntimeException | LinkageError e) {
            throw lookupFailed(e.getClass().getSimpleName(), e);
        }
    }

    private KeyStoreUnreadableException nothingBound(@Nullable NamingException e) {
        return KeyStoreUnreadableException.gone(
                "Cannot find " + description()
                        + ": nothing is bound there. Bind a java.security.KeyStore under that name, or correct "
                        + names.location() + ".",
                e);
    }

    private KeyStoreUnreadableException lookupFailed(@Nullable String explanation, Throwable e) {
        return new KeyStoreUnreadableException(
                "Cannot look up " + description() + ": the naming service says \""
                        + (explanation == null ? e.getClass().getSimpleName() : explanation)
                        + "\". Correct what is bound there, or correct " + names.location() + ".",
                e);
    }

    /** Some servers wrap the exception that says it. */
    private static boolean isNotFound(NamingException failure) {
        return failure instanceof NameNotFoundException || failure.getRootCause() instanceof NameNotFoundException;
    }
}
