package org.postern.tls.keys;

import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** Finds what is bound under a name. Null, as some servers answer, means nothing. */
@FunctionalInterface
interface Lookup {
    @Nullable
    Object lookup(String name) throws NamingException;
}
