package org.postern.ra.duplicates;

/** What is known of a message. */
public enum Standing {
    NEW,
    /** It has committed, and its sender has not heard. */
    COMMITTED,
    /** It is with a bean, and its sender will not hear how that ends. */
    UNDER_WAY
}
