package org.postern.console;

/** A request that is answered with this status and sentence. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    RefusedException(int status, String sentence, Exception cause) {
        super(sentence, cause);
        this.status = status;
    }

    int status() {
        return status;
    }
}
