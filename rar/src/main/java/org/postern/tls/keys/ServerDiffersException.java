package org.postern.tls.keys;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Code of a server is different from what was expected of it. */
final class ServerDiffersException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason within a sentence for administrators, never with what a server's exception says: it might show a
     *     password
     */
    ServerDiffersException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
