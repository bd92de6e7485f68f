package org.postern.ra.delivery;

/** What has become of a transaction that was left. */
enum LeftTransaction {
    NONE,
    ROLLED_BACK,
    /** The container gives no way to end it. */
    STAYS,
    /** The container does not tell whether there is one. */
    UNKNOWN;

    /** Whether a bean can be called on the thread. */
    boolean isThreadFree() {
        return this == NONE || this == ROLLED_BACK;
    }
}
