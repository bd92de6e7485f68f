package org.postern.tls.keys;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The key stores that the administrator listed. An alias is looked up in this order. */
public final class KeyStores {
    private final Supplier<List<KeyStoreSource>> sources;

    /**
     * @param sources which there are at the moment: a container may have more of them later. Sources that are equal are
     *     the same store.
     */
    public KeyStores(Supplier<List<KeyStoreSource>> sources) {
        this.sources = sources;
    }

    /** Which there are at the moment. */
    public List<KeyStoreSource> current() {
        return sources.get();
    }

    /**
     * Finds the sources. Whether there is a key store at that place is not asked: it may come later, and its absence is
     * found out by those who load it.
     *
     * @param problems takes one sentence for each thing that is wrong, with what to write instead
     * @return the sources, or empty when there were problems
     */
    public static Optional<KeyStores> parse(KeyStoreSettings settings, Consumer<String> problems) {
        boolean typeKnown = StoreTypes.check(settings.type(), settings.names(), problems);
        return new SourceList(settings, problems)
                .parse()
                .filter(parsed -> typeKnown)
                .map(parsed -> new KeyStores(() -> parsed.stream()
                        .flatMap(entry -> entry.current().stream())
                        .toList()));
    }
}
