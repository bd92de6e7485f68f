package org.postern.tls.keys;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What opens the key stores of the container: the adapter's own settings first, since some servers tell the file but not
 * its password, and then the JVM's system properties, since the adapter's password may be meant for another key store of
 * the list. The properties are read anew each time.
 */
record ContainerSettings(KeyStoreSettings adapter, Function<String, Optional<String>> properties) {

    /** The system properties about the JVM's own store. */
    SettingNames ofJvm() {
        return adapter.names().ofContainer();
    }

    Optional<String> location() {
        return property(ofJvm().location());
    }

    @Nullable
    String type() {
        return adapter.type() == null ? property(ofJvm().type()).orElse(null) : adapter.type();
    }

    Passwords passwords() {
        return adapter.passwords().or(property(ofJvm().password()));
    }

    /** The settings that a remedy has to name: those that were used. */
    SettingNames names() {
        return new SettingNames(
                adapter.names().store(),
                ofJvm().location(),
                (adapter.type() == null ? ofJvm() : adapter.names()).type(),
                passwordNames());
    }

    String passwordNames() {
        String ofJvm = ofJvm().password();
        return adapter.storePassword() == null ? ofJvm : adapter.names().password() + " or " + ofJvm;
    }

    Optional<String> property(String name) {
        return properties.apply(name);
    }
}
