package org.postern.tls;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A key store could not be read. */
public final class KeyStoreUnreadableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String sentence;

    /**
     * @param sentence for the administrator: what was tried, and the remedy; never a password
     * @param cause what the key store's provider said, if it was asked
     */
    public KeyStoreUnreadableException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    /** What was tried, and the remedy. */
    public String sentence() {
        return sentence;
    }
}
