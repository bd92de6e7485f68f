package org.postern.tls.keys;

import java.io.File;
import java.util.List;
import java.util.Optional;

/**
 * The key store that the JVM was given in its system properties, which is how Payara and GlassFish pass on the one that they
 * manage. The properties are read anew each time.
 */
record JvmKeyStore(ContainerSettings container) implements ServerKeyStores, PointedKeyStoreSource.Pointer {

    @Override
    public Answer ask() {
        return location().isPresent()
                ? Answer.of(List.of(new PointedKeyStoreSource(this)))
                : Answer.none("the system property " + names().location() + " is not set");
    }

    @Override
    public String description() {
        return description("that is not configured", "");
    }

    @Override
    public FileKeyStoreSource file() throws KeyStoreUnreadableException {
        String path = location()
                .orElseThrow(() -> KeyStoreUnreadableException.gone(
                        "The system property " + names().location() + " is not set any more. Set it, or set "
                                + container.names().location() + " to file:PATH.",
                        null));
        return new FileKeyStoreSource(
                description(path, remark()), new File(path), container.type(), container.passwords(), remedies());
    }

    private Optional<String> location() {
        return container.property(names().location()).filter(path -> !path.isEmpty());
    }

    private String description(String path, String remark) {
        return "the container's " + names().store() + " " + path + " (" + names().location() + remark + ")";
    }

    private String remark() {
        return container.property(names().password()).isPresent()
                ? ""
                : container.ofGlassFish().remark();
    }

    private SettingNames names() {
        return container.ofJvm();
    }

    /** The settings that a remedy has to name: those that were used. */
    private SettingNames remedies() {
        return new SettingNames(
                container.names().store(),
                names().location(),
                (container.adapter().type() == null ? names() : container.names()).type(),
                container.passwordNames());
    }
}
