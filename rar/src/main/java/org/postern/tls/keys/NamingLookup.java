package org.postern.tls.keys;

import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The container's naming service, as the calling thread sees it. A record, so that sources of one name are equal. */
record NamingLookup() implements Lookup {
    // The administrator wrote the name; a client has no say in it.
    @SuppressWarnings("BanJNDI")
    @Override
    public @Nullable Object lookup(String name) throws NamingException {
        Context context = new InitialContext();
        try {
            return context.lookup(name);
        } finally {
            context.close();
        }
    }
}
