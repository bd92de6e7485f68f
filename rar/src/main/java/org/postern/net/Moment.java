package org.postern.net;

import java.time.Duration;

/**
 * A moment between start and end of the process, wherever the clock on the wall is set to meanwhile. Immutable.
 *
 * @param nanos as {@link Time#nanos}; may overflow, so that only differences can be compared
 */
public record Moment(long nanos) {
    public Moment plus(Duration duration) {
        return new Moment(nanos + duration.toNanos());
    }

    public boolean isBefore(Moment other) {
        return nanos - other.nanos < 0;
    }

    /** How long ago another moment was; negative if it is still to come. */
    public Duration since(Moment other) {
        return Duration.ofNanos(nanos - other.nanos);
    }
}
