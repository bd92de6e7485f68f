package org.postern.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One moment after which a task is run, moved often and reached seldom: moving it costs no more than an assignment. The
 * timer that is under way looks again when it fires. Belongs to one event loop.
 */
final class Deadline implements Runnable {
    private final EventLoop loop;
    private final Time time;
    private final Runnable task;
    private final long latest;
    private boolean set;
    private long at;
    private long timerAt;
    private @Nullable Future<?> timer;

    /**
     * Prepares a deadline that is not set.
     *
     * @param atMost how far from now it can ever be moved
     */
    Deadline(EventLoop loop, Time time, Runnable task, Duration atMost) {
        this.loop = loop;
        this.time = time;
        this.task = task;
        this.latest = time.nanos() + atMost.toNanos();
    }

    /** Moves the deadline to some time from now. */
    void in(Duration delay) {
        long wanted = time.nanos() + delay.toNanos();
        moveTo(wanted - latest < 0 ? wanted : latest);
    }

    /** Moves the deadline to some time from now, however late that is. */
    void inAnyCase(Duration delay) {
        moveTo(time.nanos() + delay.toNanos());
    }

    private void moveTo(long wanted) {
        set = true;
        at = wanted;
        if (timer == null || timerAt - at > 0) {
            schedule();
        }
    }

    /** There is no deadline until the next one is set. */
    void clear() {
        set = false;
    }

    /** Frees the timer. */
    void cancel() {
        clear();
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule() {
        if (timer != null) {
            timer.cancel(false);
        }
        timerAt = at;
        timer = loop.schedule(this, Math.max(0, at - time.nanos()), TimeUnit.NANOSECONDS);
    }

    /** For the timer only. */
    @Override
    public void run() {
        timer = null;
        if (!set) {
            return;
        }
        if (at - time.nanos() > 0) {
            schedule();
        } else {
            set = false;
            task.run();
        }
    }
}
