package org.postern.ra.identity;

import java.util.Arrays;

/** A password until it is forgotten. Thread-safe. */
final class Password {
    private final char[] characters;
    private boolean forgotten;

    /** Takes over the array, and clears it in the end. */
    Password(char[] characters) {
        this.characters = characters;
    }

    /** To be cleared after use; there is none if nothing waits for the answer any more. */
    synchronized char[] copy() {
        if (forgotten) {
            throw new IllegalStateException("The client does not wait for the answer any more");
        }
        return characters.clone();
    }

    /** Leaves nothing of it in memory. */
    synchronized void forget() {
        forgotten = true;
        clear(characters);
    }

    static void clear(char[] characters) {
        Arrays.fill(characters, '\0');
    }
}
