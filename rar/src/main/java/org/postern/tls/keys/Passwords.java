package org.postern.tls.keys;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The passwords that may open a store and its keys, the likeliest first. Never shows one. */
record Passwords(List<String> ofStore, List<String> ofKeys) {
    Passwords {
        ofStore = List.copyOf(ofStore);
        ofKeys = List.copyOf(ofKeys);
    }

    /** The same with one more, which is tried last. */
    Passwords or(Optional<String> another) {
        return new Passwords(with(ofStore, another), with(ofKeys, another));
    }

    /** The same with one more for keys that have a password of their own. */
    Passwords orOfKeys(Optional<String> another) {
        return new Passwords(ofStore, with(ofKeys, another));
    }

    @Override
    public String toString() {
        return "Passwords[" + ofStore.size() + " of the store, " + ofKeys.size() + " of keys]";
    }

    private static List<String> with(List<String> passwords, Optional<String> another) {
        return Stream.concat(passwords.stream(), another.stream()).distinct().toList();
    }
}
