package org.postern.tls.keys;

import java.io.File;
import java.util.Optional;
import java.util.function.Function;

/**
 * The key store that the container was given in the JVM's own system properties, which is how Payara passes on the one
 * that it manages. The properties are read anew each time.
 */
record ContainerKeyStoreSource(ContainerSettings container) implements KeyStoreSource {

    ContainerKeyStoreSource(KeyStoreSettings settings, Function<String, Optional<String>> properties) {
        this(new ContainerSettings(settings, properties));
    }

    @Override
    public String description() {
        return description(container.location().orElse("that is not configured"));
    }

    /** A password that was corrected counts like a file that was. */
    @Override
    public Object fingerprint() {
        Optional<FileKeyStoreSource> file = file();
        return new Fingerprint(file, file.map(FileKeyStoreSource::fingerprint));
    }

    @Override
    public LoadedKeys load() throws KeyStoreUnreadableException {
        return file().orElseThrow(this::notConfigured).load();
    }

    private Optional<FileKeyStoreSource> file() {
        return container
                .location()
                .map(path -> new FileKeyStoreSource(
                        description(path), new File(path), container.type(), container.passwords(), container.names()));
    }

    private String description(String path) {
        return "the container's " + names().store() + " " + path + " (" + names().location() + ")";
    }

    private KeyStoreUnreadableException notConfigured() {
        return KeyStoreUnreadableException.gone(
                "The container names no " + names().store() + ": the system property " + names().location()
                        + " is not set. Set it and " + names().password() + ", or set "
                        + container.adapter().names().location() + " to file:PATH.",
                null);
    }

    private SettingNames names() {
        return container.ofJvm();
    }

    private record Fingerprint(Optional<FileKeyStoreSource> settings, Optional<Object> file) {}
}
