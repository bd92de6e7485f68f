package org.postern.tls.keys;

import java.io.File;
import java.util.regex.Pattern;

/**
 * The key stores that a Payara Server was given besides the JVM's: paths in one system property, opened with the
 * password of the JVM's store. Each is a source of its own, so that a damaged one takes nothing from the others.
 */
record PayaraKeyStores(ContainerSettings container) implements ServerKeyStores {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    @Override
    public Answer ask() {
        return Answer.of(container.property(property()).stream()
                .flatMap(SEPARATOR::splitAsStream)
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .distinct()
                .map(this::source)
                .toList());
    }

    private KeyStoreSource source(String path) {
        String store = container.ofJvm().store();
        return new FileKeyStoreSource(
                "Payara's additional " + store + " " + path + " (" + property() + ")",
                new File(path),
                null,
                container.passwords(),
                new SettingNames(store, property(), property(), container.passwordNames()));
    }

    private String property() {
        return container.isOfAuthorities()
                ? "fish.payara.ssl.additionalTrustStores"
                : "fish.payara.ssl.additionalKeyStores";
    }
}
