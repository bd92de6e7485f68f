package org.postern.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of a connection: octets arrive late, in other pieces, and only so many are on their way at a time. */
final class Pipe {
    /** What a reader finds. */
    enum Standing {
        OPEN,
        /** The writer sends nothing more. */
        ENDED,
        /** The connection is broken. */
        RESET
    }

    private final World world;
    private final Duration latency;
    private final int window;
    private final Deque<byte[]> arrived = new ArrayDeque<>();
    private int offset;
    private int unread;
    private long lastArrival;
    private boolean endSent;
    private Standing standing = Standing.OPEN;
    private Runnable readable = () -> {};
    private Runnable writable = () -> {};
    private Runnable refused;

    Pipe(World world, Duration latency, int window) {
        this.world = world;
        this.latency = latency;
        this.window = window;
    }

    /** Whom to tell that there is something to read, or an end. */
    void whenReadable(Runnable action) {
        readable = action;
    }

    /** Whom to tell that there is room, or that nothing can be written any more. */
    void whenWritable(Runnable action) {
        writable = action;
    }

    /** The reader is gone: what arrives is answered with this. */
    void refuse(Runnable answer) {
        refused = answer;
        arrived.clear();
        unread = 0;
        writable.run();
        readable.run();
    }

    boolean isRefused() {
        return refused != null;
    }

    int room() {
        return refused != null ? Integer.MAX_VALUE : window - unread;
    }

    /** Takes as much as there is room for; tells how much that was. */
    int write(byte[] octets, int from, int length) {
        int taken = Math.min(length, room());
        unread += refused == null ? taken : 0;
        for (int start = from; start < from + taken; ) {
            // Segments of any length, a whole packet more often than not.
            int size = world.chance(0.7) ? taken : world.between(1, 2 + taken / 3);
            size = Math.min(size, from + taken - start);
            byte[] segment = java.util.Arrays.copyOfRange(octets, start, start + size);
            arrive(() -> deliver(segment));
            start += size;
        }
        return taken;
    }

    void end() {
        if (!endSent) {
            endSent = true;
            arrive(() -> conclude(Standing.ENDED));
        }
    }

    /** Breaks the connection, as seen by the reader. */
    void reset() {
        endSent = true;
        arrive(() -> {
            if (world.chance(0.5)) {
                arrived.clear();
                offset = 0;
                unread = 0;
            }
            conclude(Standing.RESET);
        });
    }

    /** How many octets can be read now. */
    int available() {
        int sum = -offset;
        for (byte[] segment : arrived) {
            sum += segment.length;
        }
        return sum;
    }

    Standing standing() {
        return standing;
    }

    /** Gives up to so many of those that have arrived. */
    byte[] read(int atMost) {
        byte[] first = arrived.peek();
        if (first == null) {
            return new byte[0];
        }
        int length = Math.min(atMost, first.length - offset);
        byte[] taken = java.util.Arrays.copyOfRange(first, offset, offset + length);
        offset += length;
        if (offset == first.length) {
            arrived.remove();
            offset = 0;
        }
        boolean wasFull = room() <= 0;
        unread -= length;
        if (wasFull) {
            writable.run();
        }
        return taken;
    }

    private void deliver(byte[] segment) {
        if (refused != null) {
            refused.run();
        } else if (standing == Standing.OPEN) {
            arrived.add(segment);
            readable.run();
        }
    }

    private void conclude(Standing end) {
        if (standing != Standing.RESET) {
            standing = end;
        }
        readable.run();
        writable.run();
    }

    /** In order, however long the way takes. */
    private void arrive(Runnable action) {
        long wanted =
                world.nanos() + world.mostly(latency, latency.multipliedBy(20)).toNanos();
        lastArrival = Math.max(lastArrival + 1, wanted);
        world.after(Duration.ofNanos(lastArrival - world.nanos()), action);
    }
}
