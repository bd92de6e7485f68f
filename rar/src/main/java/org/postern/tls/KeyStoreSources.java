package org.postern.tls;

import java.io.File;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Security;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Knows which {@link KeyStoreSource} the administrator's words mean. */
public final class KeyStoreSources {
    private static final String CONTAINER = "container";
    private static final String FILE = "file:";

    private KeyStoreSources() {}

    /**
     * Finds the source. Whether there is a key store at that place is not asked: it may come later, and its absence is
     * a {@link Verdict}.
     *
     * @param problems takes one sentence for each thing that is wrong, with what to write instead
     * @return the source, or empty when there were problems
     */
    public static Optional<KeyStoreSource> parse(KeyStoreSettings settings, Consumer<String> problems) {
        boolean typeKnown = isKnown(settings.type(), problems);
        return source(settings, problems).filter(source -> typeKnown);
    }

    private static Optional<KeyStoreSource> source(KeyStoreSettings settings, Consumer<String> problems) {
        String text = settings.source().strip();
        if (text.equals(CONTAINER)) {
            return Optional.of(new ContainerKeyStoreSource(
                    settings, property -> Optional.ofNullable(System.getProperty(property))));
        }
        if (!text.startsWith(FILE)) {
            problems.accept("keyStore: \"" + text + "\" is not understood. Write container, or file:PATH as in"
                    + " file:/etc/postern/keys.p12.");
            return Optional.empty();
        }
        String path = text.substring(FILE.length()).strip();
        if (path.isEmpty()) {
            problems.accept(
                    "keyStore: \"" + text + "\" has no path. Write file:PATH as in file:/etc/postern/keys.p12.");
            return Optional.empty();
        }
        return Optional.of(
                new FileKeyStoreSource("the key store " + path, new File(path), settings, SettingNames.ADAPTER));
    }

    private static boolean isKnown(@Nullable String type, Consumer<String> problems) {
        try {
            if (type != null) {
                KeyStore.getInstance(type);
            }
            return true;
        } catch (KeyStoreException e) {
            problems.accept("keyStoreType: this JVM knows no \"" + type + "\". Write one of "
                    + String.join(", ", new TreeSet<>(Security.getAlgorithms("KeyStore")))
                    + ", or leave it out: the usual types are recognised.");
            return false;
        }
    }
}
