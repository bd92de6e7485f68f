package org.postern.tls;

import java.io.File;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The key store that the container was given in the JVM's own system properties, which is how Payara passes on the one
 * that it manages. The properties are read anew each time. What the administrator sets on the adapter as well wins over
 * them: some servers tell the file but not its password.
 */
final class ContainerKeyStoreSource implements KeyStoreSource {
    private static final SettingNames NAMES = SettingNames.CONTAINER;

    private final KeyStoreSettings settings;
    private final Function<String, Optional<String>> properties;

    ContainerKeyStoreSource(KeyStoreSettings settings, Function<String, Optional<String>> properties) {
        this.settings = settings;
        this.properties = properties;
    }

    @Override
    public String description() {
        return description(location().orElse("that is not configured"));
    }

    @Override
    public Object fingerprint() {
        return new Fingerprint(effectiveSettings(), location().map(path -> FileFingerprint.of(new File(path))));
    }

    @Override
    public LoadedKeys load() throws KeyStoreUnreadableException {
        String path = location()
                .orElseThrow(() -> new KeyStoreUnreadableException(
                        "The container names no key store: the system property " + NAMES.location()
                                + " is not set. Set it and " + NAMES.password() + ", or set keyStore to file:PATH.",
                        null));
        return new FileKeyStoreSource(description(path), new File(path), effectiveSettings(), NAMES).load();
    }

    private Optional<String> location() {
        return properties.apply(NAMES.location());
    }

    private KeyStoreSettings effectiveSettings() {
        return new KeyStoreSettings(
                settings.source(),
                setOrElse(settings.type(), NAMES.type()),
                setOrElse(settings.storePassword(), NAMES.password()),
                settings.keyPassword());
    }

    private @Nullable String setOrElse(@Nullable String set, String property) {
        return set == null ? properties.apply(property).orElse(null) : set;
    }

    private static String description(String path) {
        return "the container's key store " + path + " (" + NAMES.location() + ")";
    }

    /** A password that was corrected counts like a file that was. */
    private record Fingerprint(KeyStoreSettings settings, Optional<FileFingerprint> file) {}
}
