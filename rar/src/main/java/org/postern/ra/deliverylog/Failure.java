package org.postern.ra.deliverylog;

/** What the failure of a statement means; the most telling first. */
enum Failure {
    /** The key is there. */
    DUPLICATE,
    /** Another transaction is in the way, or was: a lock, a deadlock, a snapshot that does not hold. */
    BUSY,
    NO_TABLE,
    /** The user may not do it. */
    NOT_ALLOWED,
    /** The database, the connection or the user can only read. */
    READ_ONLY,
    /** A lost connection, a full disk, and all else. */
    OTHER
}
