package org.postern.tls;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is known about the key store, for the aliases that are bound. Immutable; each look at the key store makes the
 * next one.
 *
 * <pre>
 *   UNREAD, FAILED --load fails--> FAILED        LOADED --file changed, load fails--> DOUBTFUL
 *   any --load succeeds--> LOADED                DOUBTFUL --file changed again, load fails--> DOUBTFUL
 *                                                DOUBTFUL --same file, load fails--> FAILED
 * </pre>
 */
final class KeyStoreView {
    private enum State {
        UNREAD,
        LOADED,
        /** Changed, and unreadable for the first time: perhaps half-written, so the last good load still holds. */
        DOUBTFUL,
        FAILED
    }

    private final State state;
    private final Optional<Object> fingerprint;
    private final Map<String, Finding> findings;

    private KeyStoreView(State state, Optional<Object> fingerprint, Map<String, Finding> findings) {
        this.state = state;
        this.fingerprint = fingerprint;
        this.findings = findings;
    }

    static KeyStoreView unread(Set<String> aliases, String source) {
        Finding unread = Finding.keyStoreUnreadable("The key store has not been read yet: " + source + ".");
        return new KeyStoreView(State.UNREAD, Optional.empty(), findings(aliases, alias -> unread));
    }

    /** Looks again; gives this same view when there is nothing to look at. */
    KeyStoreView next(KeyStoreSource source) {
        // Before the load: what changes meanwhile is seen at the next look.
        Object now = source.fingerprint();
        boolean unchanged = fingerprint.filter(now::equals).isPresent();
        if (state == State.LOADED && unchanged) {
            return this;
        }
        try {
            return loaded(now, new AliasCheck(source.load(), source.description()));
        } catch (KeyStoreUnreadableException e) {
            boolean firstFailure = state == State.LOADED || (state == State.DOUBTFUL && !unchanged);
            return firstFailure ? doubtful(now) : failed(now, Finding.keyStoreUnreadable(e.sentence()));
        }
    }

    /** What is known about an alias that is bound. */
    Finding finding(String alias) {
        return Objects.requireNonNull(findings.get(alias), alias);
    }

    boolean saysTheSameAs(KeyStoreView other) {
        return findings.equals(other.findings);
    }

    private KeyStoreView loaded(Object now, AliasCheck check) {
        return new KeyStoreView(
                State.LOADED,
                Optional.of(now),
                findings(
                        findings.keySet(),
                        alias -> check.check(alias, finding(alias).certificate())));
    }

    private KeyStoreView doubtful(Object now) {
        return new KeyStoreView(State.DOUBTFUL, Optional.of(now), findings);
    }

    private KeyStoreView failed(Object now, Finding unreadable) {
        return new KeyStoreView(State.FAILED, Optional.of(now), findings(findings.keySet(), alias -> unreadable));
    }

    private static Map<String, Finding> findings(Set<String> aliases, Function<String, Finding> finding) {
        return aliases.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), finding));
    }
}
