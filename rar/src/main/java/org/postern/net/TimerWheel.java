package org.postern.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of all connections of one event loop, in the order of when they have to be looked at, with one timer of the loop
 * for all of them: an idle connection needs no timer of its own, and one that comes and goes at once none that is ordered among
 * ten thousand others. Each slot is a moment, and holds the deadlines that are linked to one another there. One that is farther
 * away than the wheel is round, or was moved since, gets another slot when its slot is reached. On the event loop only.
 */
final class TimerWheel {
    /** Two slots are 34 ms apart, so that much later a deadline may be reached, at most: they are seconds and minutes. */
    private static final int TICK_BITS = 25;

    private static final int SLOTS = 1024;

    private final EventLoop loop;
    private final Time time;
    private final long beginning;
    private final @Nullable Entry[] slots = new @Nullable Entry[SLOTS];

    /** The first that has not been looked at. The slot before it is empty, and none is added to it. */
    private long next;

    private boolean turning;

    private int size;
    private long timerTick;
    private @Nullable Future<?> timer;

    TimerWheel(EventLoop loop, Time time) {
        this.loop = loop;
        this.time = time;
        this.beginning = time.nanos();
    }

    /** Something that has a place on the wheel now and then. */
    abstract static class Entry {
        private boolean linked;
        private long tick;
        private @Nullable Entry before;
        private @Nullable Entry behind;

        /** Its place was reached, and is no longer its own. */
        abstract void reached();

        final boolean hasPlace() {
            return linked;
        }

        private void link(long newTick, @Nullable Entry other) {
            linked = true;
            tick = newTick;
            behind = other;
            if (other != null) {
                other.before = this;
            }
        }

        private void unlink() {
            linked = false;
            if (before != null) {
                before.behind = behind;
            }
            if (behind != null) {
                behind.before = before;
            }
            before = null;
            behind = null;
        }
    }

    Time time() {
        return time;
    }

    /**
     * Gives an entry that has none a place, which is reached when a moment has come, or before if that is far away.
     *
     * @param at as {@link Time#nanos}
     */
    void add(Entry entry, long at) {
        if (size == 0 && !turning) {
            next = tickOf(time.nanos()); // While the wheel is empty it does not turn.
        }
        long tick = Math.min(Math.max(next, tickBehind(at)), next + SLOTS - 2);
        int slot = slot(tick);
        entry.link(tick, slots[slot]);
        slots[slot] = entry;
        size++;
        if (!turning && (timer == null || tick < timerTick)) {
            wake(tick);
        }
    }

    /** Takes its place from an entry that has one. */
    void remove(Entry entry) {
        int slot = slot(entry.tick);
        if (slots[slot] == entry) {
            slots[slot] = entry.behind;
        }
        entry.unlink();
        size--;
        if (size == 0) {
            endTimer();
        }
    }

    /** Whether a moment comes before the place of an entry is reached. */
    boolean isTooLate(Entry entry, long at) {
        return tickBehind(at) < entry.tick;
    }

    private long tickBehind(long nanos) {
        return tickOf(nanos) + 1;
    }

    private long tickOf(long nanos) {
        return (nanos - beginning) >> TICK_BITS;
    }

    private static int slot(long tick) {
        return (int) (tick & (SLOTS - 1));
    }

    private void wake(long tick) {
        endTimer();
        timerTick = tick;
        timer = loop.schedule(
                this::turn, Math.max(0, beginning + (tick << TICK_BITS) - time.nanos()), TimeUnit.NANOSECONDS);
    }

    private void endTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void turn() {
        timer = null;
        turning = true;
        try {
            for (long now = tickOf(time.nanos()); next <= now && size > 0; ) {
                lookAtAll(slot(next++));
            }
        } finally {
            turning = false;
            if (slots[slot(next - 1)] != null) {
                next--; // A task has failed, which keeps no other from being run.
            }
            if (size > 0) {
                wake(firstTick());
            }
        }
    }

    /** Ends: what is added meanwhile gets another slot. */
    private void lookAtAll(int slot) {
        for (Entry due = slots[slot]; due != null; due = slots[slot]) {
            remove(due);
            due.reached();
        }
    }

    private long firstTick() {
        long tick = next;
        while (slots[slot(tick)] == null) {
            tick++;
        }
        return tick;
    }
}
