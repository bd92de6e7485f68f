package org.postern.ra;

import java.beans.Introspector;
import java.util.List;

/**
 * Our classes that containers look into with {@code java.beans}, as the messages about wrong properties do. It remembers them
 * softly, for the whole JVM, so that the class loader of each deployment would stay until memory is short (seen: WildFly).
 */
final class Introspected {
    private static final List<Class<?>> CLASSES =
            List.of(SmtpResourceAdapter.class, SmtpActivationSpec.class, SmtpSettings.class);

    private Introspected() {}

    /** To be called when the adapter ends, or does not begin. */
    static void forget() {
        CLASSES.forEach(Introspector::flushFromCaches);
    }
}
