package org.postern.simulation;

/** The process of an actor has ended: it goes no further. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
