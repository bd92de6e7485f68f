package org.postern.mime;

/** A stream of TNEF cannot be read further. */
final class TnefException extends Exception {
    private static final long serialVersionUID = 1L;

    TnefException(String message) {
        super(message);
    }
}
