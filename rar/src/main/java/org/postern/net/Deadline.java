package org.postern.net;

import java.time.Duration;

/**
 * One moment after which a task is run, moved often and reached seldom: moving it away costs no more than an assignment. It is
 * looked at again when its place on the {@link TimerWheel} is reached. Belongs to one event loop.
 */
final class Deadline extends TimerWheel.Entry {
    private final TimerWheel wheel;
    private final Runnable task;
    private final long latest;
    private boolean set;
    private long at;

    /**
     * Prepares a deadline that is not set.
     *
     * @param atMost how far from now it can ever be moved
     */
    Deadline(TimerWheel wheel, Runnable task, Duration atMost) {
        this.wheel = wheel;
        this.task = task;
        this.latest = wheel.time().nanos() + atMost.toNanos();
    }

    /** Moves the deadline to some time from now. */
    void in(Duration delay) {
        long wanted = wheel.time().nanos() + delay.toNanos();
        moveTo(wanted - latest < 0 ? wanted : latest);
    }

    /** Moves the deadline to some time from now, however late that is. */
    void inAnyCase(Duration delay) {
        moveTo(wheel.time().nanos() + delay.toNanos());
    }

    private void moveTo(long wanted) {
        set = true;
        at = wanted;
        if (hasPlace() && wheel.isTooLate(this, wanted)) {
            wheel.remove(this);
        }
        if (!hasPlace()) {
            wheel.add(this, wanted);
        }
    }

    /** There is no deadline until the next one is set. */
    void clear() {
        set = false;
    }

    /** Frees its place. */
    void cancel() {
        clear();
        if (hasPlace()) {
            wheel.remove(this);
        }
    }

    @Override
    void reached() {
        if (!set) {
            return;
        }
        if (at - wheel.time().nanos() > 0) {
            wheel.add(this, at);
        } else {
            set = false;
            task.run();
        }
    }
}
