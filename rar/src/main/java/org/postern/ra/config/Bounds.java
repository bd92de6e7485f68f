package org.postern.ra.config;

/** The whole numbers that a property takes. Immutable. */
public record Bounds(long min, long max) {
    @Override
    public String toString() {
        return min + " to " + max;
    }
}
