package org.postern.tls.keys;

import java.io.Serial;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** A file of one entry cannot be read, perhaps because it is being written at this moment. */
public final class HalfWrittenException extends GeneralSecurityException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String sentence;

    HalfWrittenException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    /** Which file, what is wrong with it, and the remedy. */
    public String sentence() {
        return sentence;
    }
}
