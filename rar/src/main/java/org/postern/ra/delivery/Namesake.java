package org.postern.ra.delivery;

/** Whether another bean that gets a copy of the same message is called the same. */
public enum Namesake {
    /** None is. */
    NONE,
    /** By other instances, which know less of a bean: they cannot tell which of the two has committed. */
    ELSEWHERE,
    /** By the container as well: neither can the next adapter. */
    HERE
}
