package org.postern.tls;

/**
 * Why there is no OCSP response to staple, or soon will be none. Immutable.
 *
 * @param kind as it began
 * @param first what the responder did then, a clause
 * @param last what it did when it was asked the last time, a clause
 * @param times in a row
 */
record Trouble(Kind kind, String first, String last, int times) {
    /** What an administrator can do about it. */
    enum Kind {
        /** No answer comes back. */
        UNREACHED,
        /** An answer comes back that a client would not believe. */
        UNBELIEVED,
        /** Answers are over before the responder may be asked again. */
        BRIEF,
        /** The authority says that the certificate is not to be believed. */
        REVOKED
    }

    static Trouble begun(Kind kind, String what) {
        return new Trouble(kind, what, what, 1);
    }

    /** A revocation is no failure of the responder. */
    static Trouble revoked(String said) {
        return new Trouble(Kind.REVOKED, said, said, 0);
    }

    Trouble again(String what) {
        return new Trouble(kind, first, kind == Kind.REVOKED ? last : what, times + 1);
    }
}
