package org.postern.tls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postern.tls.keys.KeyStoreSource;

/**
 * What is known about all key stores together, for the aliases that are bound. Immutable. An alias is what it is in the
 * first store that has it; a store that cannot be read harms only those that no other store has.
 */
final class KeyRing {
    private final List<KeyStoreSource> sources;
    private final Map<KeyStoreSource, KeyStoreView> views;
    private final Map<String, Finding> findings;

    private KeyRing(
            List<KeyStoreSource> sources, Map<KeyStoreSource, KeyStoreView> views, Map<String, Finding> findings) {
        this.sources = List.copyOf(sources);
        this.views = views;
        this.findings = findings;
    }

    static KeyRing unread(Set<String> aliases) {
        return new KeyRing(
                List.of(),
                Map.of(),
                findings(
                        aliases,
                        alias -> Finding.keyStoreUnreadable(
                                alias,
                                "The key stores have not been read yet: a file system, a device, the naming service or the"
                                        + " application server has not answered so far. They are used as soon as they can"
                                        + " be read.")));
    }

    /**
     * Looks at all stores again; gives this same ring when there is nothing new in any: there may be thousands of aliases.
     *
     * @param now the stores that there are now, in the order of lookup
     */
    KeyRing next(List<KeyStoreSource> now, KeyStoreView.Checks checks, Proofs proofs, boolean force) {
        Map<KeyStoreSource, KeyStoreView> next = new HashMap<>();
        for (KeyStoreSource source : now) {
            KeyStoreView before = views.get(source);
            KeyStoreView view = before == null ? KeyStoreView.unread(findings.keySet(), source.description()) : before;
            next.put(source, view.next(source, checks, proofs, force));
        }
        if (now.equals(sources) && next.equals(views)) {
            return this;
        }
        return new KeyRing(now, Map.copyOf(next), findings(findings.keySet(), alias -> merged(alias, now, next)));
    }

    /** What is known about an alias that is bound. */
    Finding finding(String alias) {
        return findings.getOrDefault(
                alias, Finding.keyStoreUnreadable(alias, "No key store was searched for " + alias + "."));
    }

    /** Those of the aliases that are proved. */
    Stream<ServerCertificate> certificates() {
        return findings.values().stream().flatMap(finding -> finding.certificate().stream());
    }

    boolean saysTheSameAs(KeyRing other) {
        return this == other || findings.equals(other.findings);
    }

    private static Finding merged(String alias, List<KeyStoreSource> sources, Map<KeyStoreSource, KeyStoreView> views) {
        List<Finding> all = sources.stream()
                .map(views::get)
                .map(view -> view.finding(alias))
                .toList();
        return all.stream()
                .filter(finding -> finding.verdict() != Verdict.ALIAS_NOT_FOUND
                        && finding.verdict() != Verdict.KEYSTORE_UNREADABLE)
                .findFirst()
                .orElseGet(() -> Finding.inNone(alias, all));
    }

    private static Map<String, Finding> findings(Set<String> aliases, Function<String, Finding> finding) {
        return aliases.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), finding));
    }
}
