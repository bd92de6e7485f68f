package org.postern.tls.keys;

import java.util.Optional;
import java.util.function.Function;

/** The JVM's own properties, as they are now. A record, so that sources which read the same properties are equal. */
record SystemProperties() implements Function<String, Optional<String>> {
    @Override
    public Optional<String> apply(String name) {
        return Optional.ofNullable(System.getProperty(name));
    }
}
