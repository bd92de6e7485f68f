package org.postern.tls.keys;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A key store could not be read. */
public final class KeyStoreUnreadableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String sentence;
    private final boolean gone;

    /**
     * Something is there that cannot be read.
     *
     * @param sentence for the administrator: what was tried, and the remedy; never a password
     * @param cause what the key store's provider said, if it was asked
     */
    public KeyStoreUnreadableException(String sentence, @Nullable Throwable cause) {
        this(sentence, cause, false);
    }

    private KeyStoreUnreadableException(String sentence, @Nullable Throwable cause, boolean gone) {
        super(sentence, cause);
        this.sentence = sentence;
        this.gone = gone;
    }

    /** There is no key store any more, or never was one. */
    public static KeyStoreUnreadableException gone(String sentence, @Nullable Throwable cause) {
        return new KeyStoreUnreadableException(sentence, cause, true);
    }

    /** Whether nothing is there, as opposed to something that is damaged or being written. */
    public boolean gone() {
        return gone;
    }

    /** What was tried, and the remedy. */
    public String sentence() {
        return sentence;
    }
}
