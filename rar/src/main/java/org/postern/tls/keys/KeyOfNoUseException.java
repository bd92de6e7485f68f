package org.postern.tls.keys;

import java.io.Serial;
import java.security.GeneralSecurityException;

/** A key can be read, and is of a kind that this JVM does not know. */
public final class KeyOfNoUseException extends GeneralSecurityException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String kind;

    /** Of a kind that is not of TLS. */
    public KeyOfNoUseException(KeyKind kind, Throwable cause) {
        super(kind.text(), cause);
        this.kind = kind.text();
    }

    /** With its article. */
    public String kind() {
        return kind;
    }
}
