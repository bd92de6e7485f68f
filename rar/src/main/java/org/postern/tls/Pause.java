package org.postern.tls;

/**
 * How long a key store is left alone that shows no change and is not as it should be: counted in looks, and longer each
 * time, because what did not come back at once may take hours. Immutable.
 *
 * @param length of this pause
 * @param left of it
 */
record Pause(int length, int left) {
    static final Pause NONE = new Pause(0, 0);

    /** A minute, at a look each second: that long an administrator who repairs something waits at most. */
    private static final int LONGEST = 60;

    boolean isOver() {
        return left == 0;
    }

    /** One look less. */
    Pause passed() {
        return new Pause(length, left - 1);
    }

    /** After another reading that was in vain. */
    Pause longer() {
        int longer = Math.min(LONGEST, 2 * length + 1);
        return new Pause(longer, longer);
    }
}
