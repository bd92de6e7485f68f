package org.postern.tls.keys;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What opens the key stores of the container: the adapter's own settings first, since some servers tell the file but not
 * its password, and then what the server tells, since the adapter's password may be meant for another key store of the
 * list. The properties are read anew each time.
 *
 * @param properties those of the JVM
 */
record ContainerSettings(
        KeyStoreSettings adapter, Function<String, Optional<String>> properties, ServerClasses classes) {

    /** The system properties about the JVM's own store. */
    SettingNames ofJvm() {
        return names().ofContainer();
    }

    SettingNames names() {
        return adapter.names();
    }

    boolean isOfAuthorities() {
        return names().store().equals(SettingNames.TRUST_STORE.store());
    }

    Optional<String> property(String name) {
        return properties.apply(name);
    }

    @Nullable
    String type() {
        return adapter.type() == null ? property(ofJvm().type()).orElse(null) : adapter.type();
    }

    /** What opens the JVM's store. */
    Passwords passwords() {
        return adapter.passwords()
                .or(property(ofJvm().password()).or(() -> ofGlassFish().password()));
    }

    GlassFishPassword ofGlassFish() {
        return GlassFishPassword.ask(classes);
    }

    /** What to put right when none of {@link #passwords()} fits. */
    String passwordNames() {
        String ofJvm = ofJvm().password();
        return adapter.storePasswords().isEmpty() ? ofJvm : names().password() + " or " + ofJvm;
    }
}
