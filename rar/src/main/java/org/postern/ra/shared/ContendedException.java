package org.postern.ra.shared;

/** The store answers, but others come first, again and again. */
final class ContendedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ContendedException() {
        super("too many instances change the same entry at a time");
    }
}
