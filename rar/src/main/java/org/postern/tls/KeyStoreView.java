package org.postern.tls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postern.tls.keys.HalfWrittenException;
import org.postern.tls.keys.KeyStoreSource;
import org.postern.tls.keys.KeyStoreUnreadableException;
import org.postern.tls.keys.LoadedKeys;

/**
 * What is known about one key store, for the aliases that are bound. Immutable; each look at the key store makes the
 * next one.
 *
 * <pre>
 *   UNREAD, FAILED --load fails--> FAILED            DOUBTFUL --store gone, same look as before--> FAILED
 *   any --load succeeds--> LOADED                    DOUBTFUL --load fails otherwise--> DOUBTFUL
 *   LOADED --changed, load fails--> DOUBTFUL
 *   LOADED --a certificate is taken away in parts--> DOUBTFUL --the same look again--> LOADED
 * </pre>
 *
 * In DOUBTFUL, what was proved before is still served: it is in memory and works, and a file that cannot be understood
 * is more often half-written than meant. A store, entry or file that was removed is meant.
 *
 * <p>What shows no change is read again all the same, with pauses, where it may have changed: a file that may be read
 * now, a device that is back.
 */
final class KeyStoreView {
    private enum State {
        UNREAD,
        LOADED,
        DOUBTFUL,
        FAILED
    }

    /** Makes the check for one load of the key store. */
    interface Checks {
        AliasCheck of(LoadedKeys keys, String source);
    }

    private final State state;
    private final Optional<Object> fingerprint;
    private final Map<String, Finding> findings;
    private final Pause pause;

    private KeyStoreView(State state, Optional<Object> fingerprint, Map<String, Finding> findings, Pause pause) {
        this.state = state;
        this.fingerprint = fingerprint;
        this.findings = findings;
        this.pause = pause;
    }

    static KeyStoreView unread(Set<String> aliases, String source) {
        return new KeyStoreView(
                State.UNREAD,
                Optional.empty(),
                findings(
                        aliases,
                        alias -> Finding.keyStoreUnreadable(
                                alias, "The key store has not been read yet: " + source + ".")),
                Pause.NONE);
    }

    /**
     * Looks again; gives this same view when there is nothing to look at.
     *
     * @param force looks even if nothing has changed
     */
    KeyStoreView next(KeyStoreSource source, Checks checks, Proofs proofs, boolean force) {
        try {
            // Before the load: what changes meanwhile is seen at the next look.
            return next(source, source.fingerprint(), checks, proofs, force);
        } catch (Error e) {
            return unreadable(brokenOff(source, e), e, false, Pause.NONE);
        }
    }

    private KeyStoreView next(KeyStoreSource source, Object now, Checks checks, Proofs proofs, boolean force) {
        boolean unchanged = fingerprint.filter(now::equals).isPresent();
        boolean again = unchanged && !force;
        if (again && state == State.LOADED && !(source.mayChangeUnseen() && isWithoutKey())) {
            return this;
        }
        if (again && !pause.isOver()) {
            return new KeyStoreView(state, fingerprint, findings, pause.passed());
        }
        Pause next = again ? pause.longer() : Pause.NONE;
        try {
            return loaded(source, now, unchanged, checks.of(source.load(), source.description()), proofs, next);
        } catch (KeyStoreUnreadableException e) {
            return unreadable(e, now, unchanged, next);
        } catch (Error e) {
            return unreadable(brokenOff(source, e), now, unchanged, next);
        } catch (CompletionException e) {
            // Other threads have proved, too.
            return unreadable(brokenOff(source, Objects.requireNonNullElse(e.getCause(), e)), now, unchanged, next);
        }
    }

    /** No memory for a huge one, say, or a class of its provider that is missing: the other stores are looked at all the same. */
    private static KeyStoreUnreadableException brokenOff(KeyStoreSource source, Throwable cause) {
        return new KeyStoreUnreadableException(
                "Reading " + source.description() + " was broken off by " + cause + ".", cause);
    }

    /** What is known about an alias that is bound. */
    Finding finding(String alias) {
        return Objects.requireNonNull(findings.get(alias), alias);
    }

    private KeyStoreView loaded(
            KeyStoreSource source, Object now, boolean unchanged, AliasCheck check, Proofs proofs, Pause afterwards) {
        boolean mayTakeAway = !source.writtenInParts() || (state == State.DOUBTFUL && unchanged);
        List<Finding> all = List.copyOf(findings.values());
        List<AliasLook> looks = all.stream().map(before -> look(check, before)).toList();
        proofs.run(looks.stream().filter(look -> !look.isOver()).toList());
        Map<String, Finding> found = new HashMap<>();
        State next = State.LOADED;
        for (int i = 0; i < all.size(); i++) {
            Finding before = all.get(i);
            Finding after = looks.get(i).found();
            if (after.certificate().isEmpty() && before.certificate().isPresent() && !mayTakeAway) {
                next = State.DOUBTFUL;
                after = before;
            }
            found.put(before.alias(), after);
        }
        return new KeyStoreView(next, Optional.of(now), Map.copyOf(found), afterwards);
    }

    private static AliasLook look(AliasCheck check, Finding before) {
        try {
            return check.look(before);
        } catch (HalfWrittenException e) {
            return AliasLook.known(
                    before.certificate().isPresent()
                            ? before.doubted(e.sentence())
                            : Finding.halfWritten(before.alias(), e.sentence()));
        }
    }

    private KeyStoreView unreadable(KeyStoreUnreadableException e, Object now, boolean unchanged, Pause afterwards) {
        boolean somethingToLose = findings.values().stream()
                .anyMatch(finding -> finding.certificate().isPresent());
        boolean goneForGood = e.gone() && state == State.DOUBTFUL && unchanged;
        if (!somethingToLose || goneForGood) {
            return new KeyStoreView(
                    State.FAILED,
                    Optional.of(now),
                    findings(findings.keySet(), alias -> Finding.keyStoreUnreadable(alias, e.sentence())),
                    afterwards);
        }
        // While it changes, the administrator is at work: nothing to warn of yet.
        Map<String, Finding> kept = state == State.DOUBTFUL && unchanged
                ? findings(findings.keySet(), alias -> finding(alias).doubted(e.sentence()))
                : findings;
        return new KeyStoreView(State.DOUBTFUL, Optional.of(now), kept, afterwards);
    }

    private boolean isWithoutKey() {
        return findings.values().stream()
                .anyMatch(finding -> finding.verdict() == Verdict.KEY_UNREADABLE
                        || finding.certificate()
                                .filter(ServerCertificate::hasLostItsKey)
                                .isPresent());
    }

    private static Map<String, Finding> findings(Set<String> aliases, Function<String, Finding> finding) {
        return aliases.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), finding));
    }
}
