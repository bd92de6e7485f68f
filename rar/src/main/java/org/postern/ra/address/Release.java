package org.postern.ra.address;

/** What becomes of an address that no activation wants any more. */
public enum Release {
    /** It is closed. */
    FREE,
    /** It stays bound, for an activation that comes in the place of the last one. */
    KEEP_BOUND
}
