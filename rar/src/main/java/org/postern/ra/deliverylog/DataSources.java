package org.postern.ra.deliverylog;

import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** What the container has under a name, as the calling thread sees it. Null, as some servers answer, means nothing. */
@FunctionalInterface
public interface DataSources {
    @Nullable
    Object lookUp(String name) throws NamingException;
}
