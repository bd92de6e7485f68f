package org.postern.tls.keys;

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The key stores that a Payara Server was given besides the JVM's: paths in one system property, opened with the
 * password of the JVM's store. Each is a source of its own, so that a damaged one takes nothing from the others.
 */
final class PayaraKeyStores implements SourceGroup {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private final ContainerSettings container;

    PayaraKeyStores(ContainerSettings container) {
        this.container = container;
    }

    @Override
    public List<KeyStoreSource> current() {
        return container.property(property()).stream()
                .flatMap(SEPARATOR::splitAsStream)
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .distinct()
                .map(this::source)
                .toList();
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
        return container.ofJvm().store().equals(SettingNames.TRUST_STORE.store())
                ? "fish.payara.ssl.additionalTrustStores"
                : "fish.payara.ssl.additionalKeyStores";
    }
}
