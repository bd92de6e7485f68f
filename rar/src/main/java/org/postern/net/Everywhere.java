package org.postern.net;

/**
 * How many of something a peer or network has at all instances that count together, as far as they have heard of each other. Does not
 * block. Thread-safe.
 */
@FunctionalInterface
public interface Everywhere {
    /** Where each instance counts by itself. */
    static Everywhere onlyHere() {
        return (whose, here) -> here;
    }

    /**
     * Hears of one more.
     *
     * @param here how many there are at this instance by now
     * @return how many there are in all; as many as here at least
     */
    int count(IpNetwork whose, int here);
}
