package org.postern.ra.delivery;

import org.postern.ra.config.Property;

/** Why a transaction did not commit although the listener returned, as far as the adapter can know. */
enum NotCommitted {
    TOO_SLOW("it was rolled back because the bean took longer than " + Property.DELIVERY_TIMEOUT_SECONDS.beanName()),
    UNDEPLOYED("it was rolled back because " + Property.DRAIN_TIMEOUT_SECONDS.beanName()
            + " was over before the bean had returned"),
    MARKED(
            "it was marked for rollback while the bean ran: by the bean, by something that it called, or by the server's own"
                    + " transaction timeout"),
    ENDED_EARLY("the server ended it while the bean ran, as it does after its own transaction timeout"),
    LEFT_OPEN("the bean began it itself, and returned without ending it"),
    COMMIT_FAILED(
            "its commit failed: a database, or whatever else takes part in it, refused. The server's log says which"),
    NOT_TRIED("the server rolled it back and did not try to commit"),
    UNKNOWN("the server does not know what became of it. Look at the databases, or whatever else takes part in it"),
    NOT_TOLD("the server has not told how it ended");

    private final String meaning;

    NotCommitted(String meaning) {
        this.meaning = meaning;
    }

    /** Whether no resource can have committed: there was no commit, or none was tried. */
    boolean isCertain() {
        return this == TOO_SLOW || this == UNDEPLOYED || this == MARKED || this == NOT_TRIED;
    }

    /** What its sender hears, and the counters count. */
    Outcome outcome() {
        return switch (this) {
            case TOO_SLOW -> Outcome.BEAN_TOOK_TOO_LONG;
            case UNDEPLOYED -> Outcome.UNDEPLOYED_MEANWHILE;
            default -> Outcome.ROLLED_BACK;
        };
    }

    /** In the administrator's language. */
    String meaning() {
        return meaning;
    }
}
