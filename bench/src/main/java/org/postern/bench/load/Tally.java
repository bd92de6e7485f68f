package org.postern.bench.load;

import java.util.Arrays;

/** What clients count while they are measured. Of one event loop. */
final class Tally {
    private long messages;
    private long octets;
    private long errors;
    private long handshakes;
    private long resumed;
    private String lastError = "";
    private long[] latencies = new long[1024];
    private int measured;
    private boolean timing;

    /** Takes latencies from now on. */
    void beginTiming() {
        timing = true;
        measured = 0;
    }

    void delivered(long nanos) {
        messages++;
        if (timing) {
            if (measured == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * measured);
            }
            latencies[measured++] = nanos;
        }
    }

    /** A connection that was meant to bring none has ended as it should. */
    void visited() {
        messages++;
    }

    void sent(int count) {
        octets += count;
    }

    void failed(String why) {
        errors++;
        lastError = why;
    }

    void secured(boolean again) {
        handshakes++;
        if (again) {
            resumed++;
        }
    }

    Counts counts() {
        return new Counts(System.nanoTime(), messages, octets, errors, handshakes, resumed, lastError);
    }

    Latencies latencies() {
        return new Latencies(Arrays.copyOf(latencies, measured));
    }
}
