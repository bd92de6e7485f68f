package org.postern.tls.ocsp;

import java.util.Optional;

/** No answer that a client would believe; its message is a clause for the administrator. */
public final class OcspException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<OcspAnswer> revocation;

    public OcspException(String clause) {
        super(clause);
        this.revocation = Optional.empty();
    }

    /** The answer can be believed, and says that the certificate must not be. */
    OcspException(String clause, OcspAnswer revocation) {
        super(clause);
        this.revocation = Optional.of(revocation);
    }

    /** The answer that says so, if the certificate is revoked. */
    public Optional<OcspAnswer> revocation() {
        return revocation;
    }
}
